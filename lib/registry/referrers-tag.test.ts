import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import type { RegistryClient } from './client'
import { listCosignTags } from './cosign-tags'
import { listReferrers } from './referrers'
import { enterReferrer, fallbackTag } from './referrers-tag'
import { createClient } from './test-server'

const ociIndex = 'application/vnd.oci.image.index.v1+json'
const repository = 'team/app'
const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: ociIndex, manifests: [] }))
const digest = computeDigest(bytes)
const tag = fallbackTag(digest)
const artifact = (artifactType: string) => Buffer.from(JSON.stringify({ schemaVersion: 2, artifactType, layers: [] }))
const entry = (artifactType: string) => ({
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  digest: computeDigest(artifact(artifactType)),
  size: artifact(artifactType).length,
  artifactType,
  annotations: { made: 'today' },
})
const index = (manifests: unknown[], more: object = {}) =>
  Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: ociIndex, manifests, ...more }))

let sandbox: Sandbox
let client: RegistryClient
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, images: false })
  client = createClient(sandbox.registry)
  sandbox.store.putManifest({ repository, mediaType: ociIndex, bytes, tag: '1.0' })
  for (const type of ['sbom', 'signature', 'odd'])
    sandbox.store.putManifest({ repository, mediaType: entry(type).mediaType, bytes: artifact(type) })
})
afterEach(() => sandbox.close())

const put = (body: Uint8Array) => sandbox.store.putManifest({ repository, mediaType: ociIndex, bytes: body, tag })
const stored = () => JSON.parse(Buffer.from(sandbox.store.getManifest(repository, tag)?.bytes ?? '').toString('utf8'))
const puts = () => sandbox.requests.filter(({ method }) => method === 'PUT')
const withoutChildren = { path: new RegExp(`PUT|manifests/${tag}`), method: 'PUT' }

describe('enterReferrer', () => {
  it('makes the tag where there is none', async () => {
    await enterReferrer(client, { repository, digest, entry: entry('sbom') })
    expect(stored()).toEqual({ schemaVersion: 2, mediaType: ociIndex, manifests: [entry('sbom')] })
    sandbox.setFault({ path: /referrers/ }, { status: 404 })
    expect((await listReferrers(client, { repository, digest })).referrers).toEqual([entry('sbom')])
  })

  it('keeps the entries of others, also those it does not understand, and enters each once', async () => {
    put(index([entry('signature'), { ...entry('odd'), more: [1] }], { annotations: { kept: 'yes' } }))
    for (let count = 0; count < 2; count += 1) await enterReferrer(client, { repository, digest, entry: entry('sbom') })
    expect(stored()).toEqual({
      schemaVersion: 2,
      mediaType: ociIndex,
      manifests: [entry('signature'), { ...entry('odd'), more: [1] }, entry('sbom')],
      annotations: { kept: 'yes' },
    })
    expect(puts()).toHaveLength(1)
  })

  it('enters again what somebody else has overwritten', async () => {
    sandbox.setFault({ ...withoutChildren, times: 1 }, { status: 201 })
    await enterReferrer(client, { repository, digest, entry: entry('sbom') })
    expect(puts()).toHaveLength(2)
    expect(stored().manifests).toEqual([entry('sbom')])
  })

  it('reads again where it has been overtaken', async () => {
    sandbox.setFault({ ...withoutChildren, times: 1 }, { status: 412 })
    await enterReferrer(client, { repository, digest, entry: entry('sbom') })
    expect(puts()).toHaveLength(2)
  })

  it('gives up where the entry never stays', async () => {
    sandbox.setFault(withoutChildren, { status: 201 })
    const entering = enterReferrer(client, { repository, digest, entry: entry('sbom') })
    await expect(entering).rejects.toMatchObject({ kind: 'conflict' })
    expect(puts()).toHaveLength(3)
  })

  it.each([
    ['an image', index([{ ...entry('x'), artifactType: undefined, platform: { os: 'linux', architecture: 'amd64' } }])],
    ['something else', Buffer.from('{"schemaVersion":2,"layers":[]}')],
    ['an index without a list', Buffer.from('{"schemaVersion":2,"manifests":{}}')],
  ])('leaves a tag alone that is %s', async (_name, body) => {
    put(body)
    const entering = enterReferrer(client, { repository, digest, entry: entry('sbom') })
    await expect(entering).rejects.toMatchObject({ kind: 'conflict', message: expect.stringContaining(tag) })
    expect(puts()).toEqual([])
  })
})

describe('the API', () => {
  it('that is not there is not asked for again at once', async () => {
    sandbox.setFault({ path: /referrers/ }, { status: 404 })
    for (let count = 0; count < 2; count += 1) await listReferrers(client, { repository, digest })
    expect(sandbox.requests.filter(({ path }) => path.includes('/referrers/'))).toHaveLength(1)
    await listReferrers(createClient(sandbox.registry), { repository, digest })
    expect(sandbox.requests.filter(({ path }) => path.includes('/referrers/'))).toHaveLength(2)
  })

  it('that refuses one subject is asked about the next', async () => {
    sandbox.setFault({ path: /referrers/ }, { status: 400 })
    for (let count = 0; count < 2; count += 1) await listReferrers(client, { repository, digest })
    expect(sandbox.requests.filter(({ path }) => path.includes('/referrers/'))).toHaveLength(2)
  })
})

describe('listCosignTags', () => {
  it('finds what cosign has left beside the image', async () => {
    sandbox.store.putManifest({ repository, mediaType: ociIndex, bytes: index([], { a: 0 }), tag: `${tag}.sig` })
    sandbox.store.putManifest({ repository, mediaType: ociIndex, bytes: index([], { a: 1 }), tag: `${tag}.att` })
    const found = await listCosignTags(client, { repository, digest })
    expect(found.map(({ kind, tag: name }) => [kind, name])).toEqual([
      ['signature', `${tag}.sig`],
      ['attestation', `${tag}.att`],
    ])
  })

  it('does not take the image itself for its signature', async () => {
    for (const suffix of ['sig', 'att', 'sbom'])
      sandbox.store.putManifest({ repository, mediaType: ociIndex, bytes, tag: `${tag}.${suffix}` })
    expect(await listCosignTags(client, { repository, digest })).toEqual([])
  })
})
