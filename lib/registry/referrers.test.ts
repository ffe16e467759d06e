import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { isDigest } from '@/lib/oci/digest'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import type { RegistryClient } from './client'
import { listReferrers } from './referrers'
import { fallbackTag } from './referrers-tag'
import { createClient, startServer } from './test-server'

const ociIndex = 'application/vnd.oci.image.index.v1+json'
const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: ociIndex, manifests: [] }))
const digest = computeDigest(bytes)

let sandbox: Sandbox
let client: RegistryClient

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
  for (const tag of ['1.0', '1.1', '2.0'])
    sandbox.store.putManifest({ repository: 'team/app', mediaType: ociIndex, bytes, tag })
})
// what a client has learnt of the registry is not for the next test
beforeEach(() => {
  client = createClient(sandbox.registry)
})
afterEach(() => {
  sandbox.clearFaults()
  sandbox.requests.length = 0
})
afterAll(() => sandbox.close())

describe('F39 listReferrers', () => {
  const subject = { repository: 'team/app', digest }
  const entry = (artifactType: string, more: object = {}) => ({
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    digest: computeDigest(artifactType),
    size: 2,
    artifactType,
    ...more,
  })
  const index = (...manifests: unknown[]) => JSON.stringify({ schemaVersion: 2, mediaType: ociIndex, manifests })
  const headers = { 'Content-Type': ociIndex }

  it('reads the API, leaves out what is broken or twice there, and filters itself', async () => {
    const body = index(entry('sbom'), entry('sbom'), entry('signature'), { digest: 'x' }, null)
    sandbox.setFault({ path: /referrers/ }, { status: 200, headers, body })
    expect((await listReferrers(client, subject)).referrers.map(({ artifactType }) => artifactType)).toEqual([
      'sbom',
      'signature',
    ])
    expect((await listReferrers(client, { ...subject, artifactType: 'sbom' })).referrers).toEqual([entry('sbom')])
  })

  it.each([
    ['404', { status: 404 }],
    ['400', { status: 400 }],
    ['405', { status: 405 }],
    ['406', { status: 406 }],
    ['501', { status: 501 }],
    ['404 in plain text (distribution)', { status: 404, headers: { 'Content-Type': 'text/plain' }, body: 'not found' }],
    ['a web page', { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>' }],
    ['JSON of another type', { status: 200, headers: { 'Content-Type': 'application/json' }, body: index() }],
    ['an index without a list', { status: 200, headers, body: '{"schemaVersion":2,"manifests":{}}' }],
  ])('reads the tag where the API answers %s', async (_name, fault) => {
    sandbox.setFault({ path: /referrers/ }, fault)
    sandbox.setFault({ path: new RegExp(fallbackTag(digest)) }, { status: 200, headers, body: index(entry('sbom')) })
    const expected = { referrers: [entry('sbom')], source: 'tag', isComplete: true }
    expect(await listReferrers(client, subject)).toEqual(expected)
  })

  it('takes null for an empty list, as Go writes it, and asks no tag', async () => {
    sandbox.setFault({ path: /referrers/ }, { status: 200, headers, body: '{"schemaVersion":2,"manifests":null}' })
    expect(await listReferrers(client, subject)).toEqual({ referrers: [], source: 'api', isComplete: true })
    expect(sandbox.requests).toHaveLength(1)
  })

  it.each([
    ['is missing', { status: 404 }],
    ['is the image itself (GitLab)', { status: 200, headers, body: bytes }],
    [
      'is an index of images',
      { status: 200, headers, body: index({ ...entry('x'), artifactType: undefined, platform: {} }) },
    ],
  ])('finds nothing where the tag %s', async (_name, fault) => {
    sandbox.setFault({ path: /referrers/ }, { status: 404 })
    sandbox.setFault({ path: new RegExp(fallbackTag(digest)) }, fault)
    expect(await listReferrers(client, subject)).toEqual({ referrers: [], source: 'tag', isComplete: true })
  })

  it.each([
    ['is no JSON', { status: 200, headers, body: 'no' }],
    ['is no index', { status: 200, headers, body: '{"schemaVersion":2,"layers":[]}' }],
    ['has no list', { status: 200, headers, body: '{"schemaVersion":2,"manifests":{}}' }],
    ['is a web page', { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>' }],
  ])('says so where the tag %s', async (_name, fault) => {
    sandbox.setFault({ path: /referrers/ }, { status: 404 })
    sandbox.setFault({ path: new RegExp(fallbackTag(digest)) }, fault)
    const unreadableTag = fallbackTag(digest)
    expect(await listReferrers(client, subject)).toEqual({
      referrers: [],
      source: 'tag',
      isComplete: true,
      unreadableTag,
    })
  })

  it.each([
    [401, 'unauthorized'],
    [403, 'denied'],
  ])('says so where the API answers %i, and asks no tag', async (status, kind) => {
    sandbox.setFault({ path: /referrers/ }, { status })
    await expect(listReferrers(client, subject)).rejects.toMatchObject({ kind })
    expect(sandbox.requests.filter(({ path }) => path.includes(fallbackTag(digest)))).toEqual([])
  })

  it('follows pages, and stops where they turn in circles', async () => {
    const next = { Link: `</v2/team/app/referrers/${digest}?page=2>; rel="next"` }
    sandbox.setFault({ path: /page=2/ }, { status: 200, headers: { ...headers, ...next }, body: index(entry('b')) })
    sandbox.setFault({ path: /referrers/ }, { status: 200, headers: { ...headers, ...next }, body: index(entry('a')) })
    expect((await listReferrers(client, subject)).referrers).toEqual([entry('a'), entry('b')])
    expect(sandbox.requests).toHaveLength(2)
  })

  it('stops where they turn in a larger circle', async () => {
    const link = (page: number) => ({ Link: `</v2/team/app/referrers/${digest}?page=${page}>; rel="next"` })
    const page = (next: number, type: string) => ({
      status: 200,
      headers: { ...headers, ...link(next) },
      body: index(entry(type)),
    })
    sandbox.setFault({ path: /page=3/ }, page(2, 'c'))
    sandbox.setFault({ path: /page=2/ }, page(3, 'b'))
    sandbox.setFault({ path: /referrers/ }, page(2, 'a'))
    expect(await listReferrers(client, subject)).toMatchObject({
      referrers: ['a', 'b', 'c'].map((type) => entry(type)),
    })
    expect(sandbox.requests).toHaveLength(3)
  })

  it.each([
    ['breaks off', 404, 2],
    ['never ends', 200, 20],
  ])('says that a list is not whole which %s', async (_how, status, requests) => {
    let page = 0
    const server = await startServer(({ url = '' }, response) => {
      page += 1
      const isFirst = !url.includes('page=')
      response.writeHead(isFirst ? 200 : status, {
        ...headers,
        link: `</v2/team/app/referrers/${digest}?page=${page}>; rel="next"`,
      })
      response.end(isFirst ? index(entry('a')) : index(entry('b')))
    })
    const found = await listReferrers(createClient(server.registry), subject)
    expect(found).toMatchObject({ source: 'api', isComplete: false })
    expect(found.referrers[0]).toEqual(entry('a'))
    expect(server.seen).toHaveLength(requests)
    await server.close()
  })

  it('makes the tag of a longer digest no longer than of a short one', () => {
    expect(fallbackTag(computeDigest(bytes, 'sha512'))).toMatch(/^sha512-[0-9a-f]{64}$/)
  })

  it('makes a tag that is one', () => {
    expect(fallbackTag(digest)).toBe(digest.replace(':', '-'))
    expect(isDigest(fallbackTag(digest))).toBe(false)
  })
})
