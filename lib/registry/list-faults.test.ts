/** Faults of lists: entries that are none, pages that lead elsewhere or nowhere, and referrers of which the registry knows nothing. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { type Canary, startCanary } from './canary.fixture'
import type { RegistryClient } from './client'
import { digest, gives, indexOf, list, mediaType, other, repository, says, tagsUrl } from './fault-acts.fixture'
import {
  expectFailure,
  expectOvercome,
  type OvercomeFault,
  readEveryTag,
  secrets,
  serve,
  serveRaw,
} from './fault-harness.fixture'
import { listReferrers } from './referrers'
import { fallbackTag } from './referrers-tag'
import { listTags } from './tags'
import type { Handler } from './test-server'

/** Where a Link leads that must not be followed. */
let elsewhere: Canary
beforeAll(async () => {
  elsewhere = await startCanary({ host: '127.0.0.2' })
})
afterAll(async () => {
  expect(elsewhere.connections()).toBe(0)
  await elsewhere.close()
})
const place = (scheme: string) => `${scheme}://127.0.0.2:${elsewhere.port}`

const asked = (url = '') => new URL(url, 'http://registry')
const listOf = (names: unknown[]) => JSON.stringify({ tags: names })
const tags = (...names: unknown[]) => listOf(names)

/** The clock that is looked at stands still, but for the time that each page takes. */
function useSlowClock(): void {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
}
const passTime = () => vi.setSystemTime(Date.now() + 25_000)

describe('F34 tags', () => {
  const all = `GET ${tagsUrl}?n=1000`
  const answered: [fault: string, body: string, result: object][] = [
    ['without a list', '{"tags":null}', { tags: [], rejected: 0 }],
    ['without anything', '{}', { tags: [], rejected: 0 }],
    ['that are a word', '{"tags":"latest"}', { tags: [], rejected: 0 }],
    ['twice', tags('a', 'b', 'a'), { tags: ['a', 'b'], rejected: 0 }],
    ['that are digests', tags('a', digest), { tags: ['a'], rejected: 1 }],
    ['with control characters', tags('a', 'b\u0007', 'c\u202e', '../d'), { tags: ['a'], rejected: 3 }],
    ['of other kinds', tags(null, 5, ['a'], { a: 1 }, 'a'), { tags: ['a'], rejected: 4 }],
  ]
  it.each(answered)('%s are read as far as they are some', async (_fault, body, result) => {
    await expectOvercome({ answers: says(200, {}, body), act: list, result, requests: [all] })
  })

  it('of a registry that knows no pages are asked for once', async () => {
    const answers = says(200, {}, tags('c', 'a', 'b'))
    const act = (client: RegistryClient) => readEveryTag(client, repository)
    await expectOvercome({ answers, act, result: ['c', 'a', 'b'], requests: [`GET ${tagsUrl}?n=1`] })
  })

  it('by the half million are too many at once', async () => {
    const server = await serve(says(200, {}, listOf(new Array(5e5).fill('a'))))
    await expectFailure(server, { act: list, kind: 'too-large', requests: [all], says: 'longer list at once' })
  })

  it('by the hundred thousand are not', async () => {
    const names = Array.from({ length: 1e5 }, (_, at) => `t${at}`)
    const answers = says(200, {}, listOf(names))
    await expectOvercome({ answers, act: list, result: { tags: names, rejected: 0 }, requests: [all] })
  })
})

describe('F35 a next page', () => {
  const [first, second] = [`GET ${tagsUrl}?n=1`, `GET ${tagsUrl}?n=1&last=a`]
  const readAll = (client: RegistryClient) => readEveryTag(client, repository)
  const pages =
    (link: () => string | string[]): Handler =>
    (request, response) => {
      if (asked(request.url).searchParams.has('last')) return response.end(tags('b'))
      response.setHeader('link', link()).end(tags('a'))
    }

  it.each([
    ['of another host', () => `<${place('https')}${tagsUrl}?n=1&last=a>; rel="next"`],
    ['over http at an inner address', () => `<${place('http')}${tagsUrl}?n=1&last=a>; rel="next"`],
    ['without a scheme', () => `<//127.0.0.2:${elsewhere.port}${tagsUrl}?n=1&last=a>; rel="next"`],
    ['behind the page before', () => `<${tagsUrl}?p=0>; rel="prev", <${tagsUrl}?n=1&last=a>; rel="next"`],
    ['in a line of its own', () => [`<${tagsUrl}?p=0>; rel="prev"`, `<${tagsUrl}?n=1&last=a>; rel="next"`]],
    ['without the repository’s prefix', () => '</v2/app/tags/list?n=1&last=a>; rel="next"'],
  ])('%s is asked of the registry itself', async (_case, link) => {
    await expectOvercome({ answers: pages(link), act: readAll, result: ['a', 'b'], requests: [first, second] })
  })

  it('that is not escaped is', async () => {
    const answers = pages(() => `<${tagsUrl}?n=1&last=a b, c>; rel="next"`)
    const requests = [first, `GET ${tagsUrl}?n=1&last=a+b%2C+c`]
    await expectOvercome({ answers, act: readAll, result: ['a', 'b'], requests })
  })

  it.each([
    ['that is the page itself', () => `<${tagsUrl}?n=1>; rel="next"`],
    ['of another list', () => '</v2/_catalog?last=a>; rel="next"'],
    ['too long to be one', () => `<${tagsUrl}?last=${'x'.repeat(12_000)}>; rel="next"`],
  ])('%s is none', async (_case, link) => {
    await expectOvercome({ answers: pages(link), act: readAll, result: ['a'], requests: [first] })
  })

  it('of a megabyte is no HTTP', async () => {
    const link = `Link: <${tagsUrl}?last=${'x'.repeat(1_048_576)}>; rel="next"`
    const server = await serveRaw((socket) => socket.end(`HTTP/1.1 200 OK\r\n${link}\r\n\r\n${tags('a')}`))
    await expectFailure(server, { act: readAll, kind: 'invalid-answer', requests: [first], says: 'valid HTTP' })
  })

  it('that is gone is found again from the start', async () => {
    const sorted: Handler = (request, response) => {
      const { searchParams } = asked(request.url)
      if (searchParams.has('last')) return response.writeHead(404).end()
      response.end(tags('a', 'c'))
    }
    const act = (client: RegistryClient) => listTags(client, { repository, limit: 1, last: 'b' })
    const requests = [`GET ${tagsUrl}?n=1&last=b`, first]
    await expectOvercome({ answers: sorted, act, result: { tags: ['c'], rejected: 0 }, requests })
  })

  it('that is gone is looked for no longer than a minute', async () => {
    useSlowClock()
    let pages = 0
    const slow: Handler = (request, response) => {
      if (asked(request.url).searchParams.get('last') === 'zzz') return response.writeHead(404).end()
      passTime()
      pages += 1
      response.setHeader('link', `<${tagsUrl}?n=1&last=a${pages}>; rel="next"`).end(tags(`a${pages}`))
    }
    const act = (client: RegistryClient) => listTags(client, { repository, limit: 1, last: 'zzz' })
    const requests = [`GET ${tagsUrl}?n=1&last=zzz`, first, `${second}1`, `${second}2`]
    await expectFailure(await serve(slow), { act, kind: 'not-found', requests })
  })

  it('that is gone is missed where there is no order to find it by', async () => {
    const act = (client: RegistryClient) => listTags(client, { repository, limit: 1, last: 'zzz' })
    const chaos: Handler = (request, response) =>
      asked(request.url).searchParams.has('last') ? says(404)(request, response) : response.end(tags('c', 'a'))
    const requests = [`GET ${tagsUrl}?n=1&last=zzz`, first]
    await expectFailure(await serve(chaos), { act, kind: 'not-found', requests })
  })
})

describe('F39 referrers', () => {
  const manifest = { mediaType: 'application/vnd.oci.image.manifest.v1+json', size: 2 }
  /** An index whose entries look like those of referrers. */
  const subject = indexOf({ ...manifest, digest: other, artifactType: 'e/f' })
  const digest = computeDigest(subject)
  const referrersUrl = `/v2/team/app/referrers/${digest}`
  const byTag = [`GET ${referrersUrl}`, `GET /v2/team/app/manifests/${fallbackTag(digest)}`]
  const referrer = { ...manifest, digest: other, artifactType: 'a/b' }
  const stranger = { ...manifest, digest, artifactType: 'c/d' }
  const image = { ...manifest, digest: other, platform: { os: 'linux', architecture: 'amd64' } }
  const read = (client: RegistryClient) =>
    listReferrers(client, { repository, digest }).then(({ referrers }) => referrers.map((entry) => entry.digest))
  const readSome = (client: RegistryClient) =>
    listReferrers(client, { repository, digest, artifactType: 'a/b' }).then(({ referrers }) =>
      referrers.map((entry) => entry.digest),
    )
  const withoutApi =
    (api: Handler, fallback: Handler): Handler =>
    (request, response) =>
      (request.url?.includes('/referrers/') ? api : fallback)(request, response)

  const rows: OvercomeFault[] = [
    ...([404, 400, 405, 406, 501] as const).map((status) => ({
      fault: `by ${status}`,
      answers: withoutApi(says(status), gives(indexOf(referrer))),
      act: read,
      result: [other],
      requests: byTag,
    })),
    {
      fault: 'by a web page',
      answers: withoutApi(says(200, { 'content-type': 'text/html' }, '<html>'), gives(indexOf(referrer))),
      act: read,
      result: [other],
      requests: byTag,
    },
    {
      fault: 'by another document',
      answers: withoutApi(
        says(200, { 'content-type': 'application/json' }, '{"manifests":[]}'),
        gives(indexOf(referrer)),
      ),
      act: read,
      result: [other],
      requests: byTag,
    },
    {
      fault: 'without a filter',
      answers: gives(indexOf(referrer, stranger)),
      act: readSome,
      result: [other],
      requests: [`GET ${referrersUrl}?artifactType=a%2Fb`],
    },
    {
      fault: 'by a tag that is the image itself (GitLab)',
      answers: withoutApi(says(404), gives(subject)),
      act: read,
      result: [],
      requests: byTag,
    },
    {
      fault: 'by a tag that is an image',
      answers: withoutApi(says(404), gives(indexOf(image))),
      act: read,
      result: [],
      requests: byTag,
    },
    {
      fault: 'by a tag that is no index',
      answers: withoutApi(says(404), says(200, { 'content-type': mediaType }, '{"config":{}}')),
      act: read,
      result: [],
      requests: byTag,
    },
    {
      fault: 'of which half is nonsense, and half is there twice',
      answers: gives(indexOf(referrer, null, { digest: 'x' }, referrer, [])),
      act: read,
      result: [other],
      requests: [`GET ${referrersUrl}`],
    },
    {
      fault: 'with a next page at another host',
      answers: (request, response) => {
        const isSecond = request.url?.includes('page=2')
        if (!isSecond) response.setHeader('link', `<${place('https')}${referrersUrl}?page=2>; rel="next"`)
        gives(indexOf(isSecond ? stranger : referrer))(request, response)
      },
      act: read,
      result: [other, digest],
      requests: [`GET ${referrersUrl}`, `GET ${referrersUrl}?page=2`],
    },
  ]
  it.each(rows)('$fault', async (row) => {
    await expectOvercome(row)
  })

  it('that come too slowly, page after page, end after a minute, which is said', async () => {
    useSlowClock()
    let pages = 0
    const answers: Handler = (request, response) => {
      pages += 1
      passTime()
      response.setHeader('link', `<${referrersUrl}?page=${pages}>; rel="next"`)
      gives(indexOf(referrer))(request, response)
    }
    const act = async (client: RegistryClient) => (await listReferrers(client, { repository, digest })).isComplete
    const requests = ['', '?page=1', '?page=2'].map((query) => `GET ${referrersUrl}${query}`)
    await expectOvercome({ answers, act, result: false, requests })
  })

  it.each([
    [401, 'unauthorized'],
    [403, 'denied'],
  ] as const)('that are refused (%i) are not looked for elsewhere', async (status, kind) => {
    const server = await serve(withoutApi(says(status, {}, `no, ${secrets.password}`), gives(subject)))
    const requests = status === 401 ? [`GET ${referrersUrl}`, 'GET /v2/'] : [`GET ${referrersUrl}`]
    await expectFailure(server, { act: read, kind, requests })
  })
})
