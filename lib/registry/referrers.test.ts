import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { isDigest } from '@/lib/oci/digest'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import type { RegistryClient } from './client'
import { listReferrers } from './referrers'
import { fallbackTag } from './referrers-tag'
import { createClient } from './test-server'

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
    expect((await listReferrers(client, subject)).map(({ artifactType }) => artifactType)).toEqual([
      'sbom',
      'signature',
    ])
    expect(await listReferrers(client, { ...subject, artifactType: 'sbom' })).toEqual([entry('sbom')])
  })

  it.each([
    ['404', { status: 404 }],
    ['400', { status: 400 }],
    ['405', { status: 405 }],
    ['406', { status: 406 }],
    ['501', { status: 501 }],
    ['a web page', { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>' }],
  ])('reads the tag where the API answers %s', async (_name, fault) => {
    sandbox.setFault({ path: /referrers/ }, fault)
    sandbox.setFault({ path: new RegExp(fallbackTag(digest)) }, { status: 200, headers, body: index(entry('sbom')) })
    expect(await listReferrers(client, subject)).toEqual([entry('sbom')])
  })

  it.each([
    ['is missing', { status: 404 }],
    ['is the image itself (GitLab)', { status: 200, headers, body: bytes }],
    [
      'is an index of images',
      { status: 200, headers, body: index({ ...entry('x'), artifactType: undefined, platform: {} }) },
    ],
    ['is no index', { status: 200, headers, body: 'no' }],
  ])('finds nothing where the tag %s', async (_name, fault) => {
    sandbox.setFault({ path: /referrers/ }, { status: 404 })
    sandbox.setFault({ path: new RegExp(fallbackTag(digest)) }, fault)
    expect(await listReferrers(client, subject)).toEqual([])
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
    expect(await listReferrers(client, subject)).toEqual([entry('a'), entry('b')])
    expect(sandbox.requests).toHaveLength(2)
  })

  it('makes a tag that is one', () => {
    expect(fallbackTag(digest)).toBe(digest.replace(':', '-'))
    expect(isDigest(fallbackTag(digest))).toBe(false)
  })
})
