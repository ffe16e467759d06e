import { afterEach, beforeEach, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { mediaTypes } from '@/lib/oci/media-type'
import { fallbackTag } from '@/lib/registry/referrers-tag'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { listReferrers } from './list-referrers'
import { createTestContext } from './test-context'

const json = (value: unknown) => Buffer.from(JSON.stringify(value))
const bytes = json({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [] })
const digest = computeDigest(bytes)
const repository = 'team/app'

/** A signature that says itself what it signs, or does not. */
const signature = (subject?: string) =>
  json({
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType: 'application/vnd.example.signature',
    config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: computeDigest('{}'), size: 2 },
    layers: [],
    ...(subject && { subject: { mediaType: mediaTypes.ociIndex, digest: subject, size: bytes.length } }),
  })
const entryOf = (document: Buffer) => ({
  mediaType: mediaTypes.ociManifest,
  digest: computeDigest(document),
  size: document.length,
  artifactType: 'application/vnd.example.signature',
})

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, images: false })
  sandbox.store.putBlob({ repository, bytes: Buffer.from('{}') })
  sandbox.store.putManifest({ repository, mediaType: mediaTypes.ociIndex, bytes, tag: '1.0' })
})
afterEach(() => sandbox.close())

const put = (document: Buffer) =>
  sandbox.store.putManifest({ repository, mediaType: mediaTypes.ociManifest, bytes: document })
const list = () => listReferrers({ ref: `${sandbox.registry}/${repository}:1.0` }, createTestContext().context)

it('what a tag lists counts once its own document names the image', async () => {
  const [own, foreign, none] = [signature(digest), signature(computeDigest('other')), signature()]
  for (const document of [own, foreign, none]) put(document)
  const gone = signature(computeDigest('gone'))
  const manifests = [own, foreign, none, gone].map(entryOf)
  sandbox.store.putManifest({
    repository,
    mediaType: mediaTypes.ociIndex,
    bytes: json({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests }),
    tag: fallbackTag(digest),
  })
  sandbox.setFault({ path: /referrers/ }, { status: 404 })
  const { referrers, isComplete } = await list()
  expect(referrers.map(({ isConfirmed }) => isConfirmed)).toEqual([true, false, false, false])
  expect(isComplete).toBe(true)
})

it('what the registry lists itself is not read again', async () => {
  put(signature(digest))
  const { referrers } = await list()
  expect(referrers).toHaveLength(1)
  expect(referrers[0]).not.toHaveProperty('isConfirmed')
  expect(sandbox.requests.map(({ path }) => path)).not.toContainEqual(
    expect.stringContaining(referrers[0]?.digest ?? ''),
  )
})

it('a tag that is no list is named', async () => {
  sandbox.store.putManifest({
    repository,
    mediaType: mediaTypes.ociManifest,
    bytes: signature(),
    tag: fallbackTag(digest),
  })
  sandbox.setFault({ path: /referrers/ }, { status: 404 })
  expect(await list()).toMatchObject({ referrers: [], unreadableTag: fallbackTag(digest) })
})
