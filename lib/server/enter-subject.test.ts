import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { mediaTypes } from '@/lib/oci/media-type'
import { fallbackTag } from '@/lib/registry/referrers-tag'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { enterSubject } from './enter-subject'
import { log } from './log'
import { createTestContext } from './test-context'

const json = (value: unknown) => Buffer.from(JSON.stringify(value))
const bytes = json({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [] })
const subject = { mediaType: mediaTypes.ociIndex, digest: computeDigest(bytes), size: bytes.length }
const repository = 'team/app'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, images: false })
  sandbox.store.putManifest({ repository, mediaType: mediaTypes.ociIndex, bytes, tag: '1.0' })
})
afterEach(() => {
  vi.restoreAllMocks()
  return sandbox.close()
})

async function enter(fields: object, notedSubject?: typeof subject.digest) {
  const document = json({ schemaVersion: 2, mediaType: mediaTypes.ociManifest, layers: [], ...fields })
  const digest = computeDigest(document)
  sandbox.store.putManifest({ repository, mediaType: mediaTypes.ociManifest, bytes: document })
  const target = { registry: sandbox.registry, repository }
  const written = { target, bytes: document, mediaType: mediaTypes.ociManifest, digest, notedSubject }
  await enterSubject(written, createTestContext().context)
  const list = sandbox.store.getManifest(repository, fallbackTag(subject.digest))
  return { digest, size: document.length, entries: list && JSON.parse(Buffer.from(list.bytes).toString()).manifests }
}

const config = { mediaType: 'application/vnd.example.config', digest: computeDigest('{}'), size: 2 }

it.each([
  ['its own type', { artifactType: 'application/vnd.example.own', config }, 'application/vnd.example.own'],
  ['the type of its config, where it has none', { config }, 'application/vnd.example.config'],
])('what refers to an image is entered with %s and its annotations', async (_what, fields, artifactType) => {
  const { digest, size, entries } = await enter({ subject, annotations: { made: 'today' }, ...fields })
  const mediaType = mediaTypes.ociManifest
  expect(entries).toEqual([{ mediaType, digest, size, artifactType, annotations: { made: 'today' } }])
})

it.each([
  ['that refers to nothing', { config }, undefined],
  ['of which the registry has taken note itself', { config, subject }, subject.digest],
])('nothing is entered for one %s', async (_what, fields, noted) => {
  expect((await enter(fields, noted)).entries).toBeUndefined()
})

it('a tag that is something else is left as it is, which the log says', async () => {
  const tag = fallbackTag(subject.digest)
  sandbox.store.putManifest({ repository, mediaType: mediaTypes.ociManifest, bytes: json({ schemaVersion: 2 }), tag })
  const warned = vi.spyOn(log(), 'warn').mockImplementation(() => {})
  expect((await enter({ config, subject })).entries).toBeUndefined()
  expect(warned).toHaveBeenCalledWith(expect.objectContaining({ kind: 'conflict' }), 'referrer not entered')
})
