/** Faults of lists that end well: pages that lead elsewhere or nowhere, and referrers of which the registry knows nothing. */
import { it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import type { RegistryClient } from './client'
import { expectOvercome, type OvercomeFault, readEveryTag } from './fault-harness.fixture'
import { listReferrers } from './referrers'
import { fallbackTag } from './referrers-tag'
import type { Handler } from './test-server'

const mediaType = 'application/vnd.oci.image.index.v1+json'
const indexOf = (...manifests: unknown[]) => Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests }))
const bytes = indexOf()
const digest = computeDigest(bytes)
const other = computeDigest('other')
const repository = 'team/app'
const tagsUrl = '/v2/team/app/tags/list'
const referrersUrl = `/v2/team/app/referrers/${digest}`
const referrer = {
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  digest: other,
  size: 2,
  artifactType: 'a/b',
}
const image = { mediaType, digest: other, size: 2, platform: { os: 'linux', architecture: 'amd64' } }

const bothPages = [`GET ${tagsUrl}?n=1`, `GET ${tagsUrl}?n=1&last=a`]
const asked = (url = '') => new URL(url, 'http://registry')

const readReferrers = (client: RegistryClient) =>
  listReferrers(client, { repository, digest }).then(({ referrers }) => referrers.map((entry) => entry.digest))

const pages =
  (link: (host: string) => string): Handler =>
  ({ url, headers: { host = '' } }, response) => {
    if (asked(url).searchParams.has('last')) return response.end('{"tags":["b"]}')
    response.setHeader('link', link(host)).end('{"tags":["a"]}')
  }

const withoutApi =
  (status: number, fallback: Handler): Handler =>
  (request, response) =>
    request.url?.includes('/referrers/') ? response.writeHead(status).end() : fallback(request, response)
const gives =
  (body: Uint8Array): Handler =>
  (_request, response) =>
    response.setHeader('content-type', mediaType).end(body)

const rows: OvercomeFault[] = [
  ...(
    [
      ['of another host', () => `<https://evil.example${tagsUrl}?n=1&last=a>; rel="next"`],
      ['over http at an inner name', () => `<http://127.0.0.2:1${tagsUrl}?n=1&last=a>; rel="next"`],
      ['behind one to the page before', () => `<${tagsUrl}?p=0>; rel="prev", <${tagsUrl}?n=1&last=a>; rel="next"`],
      ['without the repository’s prefix', () => '</v2/app/tags/list?n=1&last=a>; rel="next"'],
    ] satisfies [string, () => string][]
  ).map(([which, link]) => ({
    fault: `F35 a next page ${which}`,
    answers: pages(link),
    act: (client: RegistryClient) => readEveryTag(client, repository),
    result: ['a', 'b'],
    requests: bothPages,
  })),
  {
    fault: 'F35 a next page that is the page itself',
    answers: pages(() => `<${tagsUrl}?n=1>; rel="next"`),
    act: (client) => readEveryTag(client, repository),
    result: ['a'],
    requests: [`GET ${tagsUrl}?n=1`],
  },
  {
    fault: 'F35 a next page of a megabyte, cut to what a head may hold',
    answers: pages(() => `<${tagsUrl}?last=${'x'.repeat(12_000)}>; rel="next"`),
    act: (client) => readEveryTag(client, repository),
    result: ['a'],
    requests: [`GET ${tagsUrl}?n=1`],
  },
  ...[404, 400, 406].map((status) => ({
    fault: `F39 ${status} for referrers`,
    answers: withoutApi(status, gives(indexOf(referrer))),
    act: readReferrers,
    result: [other],
    requests: [`GET ${referrersUrl}`, `GET /v2/team/app/manifests/${fallbackTag(digest)}`],
  })),
  {
    fault: 'F39 the image itself under the tag of its referrers',
    answers: withoutApi(404, gives(bytes)),
    act: readReferrers,
    result: [],
    requests: [`GET ${referrersUrl}`, `GET /v2/team/app/manifests/${fallbackTag(digest)}`],
  },
  {
    fault: 'F39 an image under the tag of the referrers',
    answers: withoutApi(404, gives(indexOf(image))),
    act: readReferrers,
    result: [],
    requests: [`GET ${referrersUrl}`, `GET /v2/team/app/manifests/${fallbackTag(digest)}`],
  },
  {
    fault: 'F39 a next page of referrers at another host',
    answers: ({ url }, response) => {
      if (!url?.includes('page=2'))
        response.setHeader('link', `<https://evil.example${referrersUrl}?page=2>; rel="next"`)
      gives(indexOf(url?.includes('page=2') ? { ...referrer, digest } : referrer))({} as never, response)
    },
    act: readReferrers,
    result: [other, digest],
    requests: [`GET ${referrersUrl}`, `GET ${referrersUrl}?page=2`],
  },
]

it.each(rows)('$fault', expectOvercome)
