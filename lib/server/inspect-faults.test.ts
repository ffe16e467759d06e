import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { getImageEndpoint } from '@/lib/contract/image'
import { computeDigest } from '@/lib/oci/compute-digest'
import { mediaTypes } from '@/lib/oci/media-type'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { getRawManifest } from './get-raw-manifest'
import { inspectImage } from './inspect-image'
import { createTestContext } from './test-context'
import { toApiError } from './to-api-error'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())
beforeEach(() => sandbox.clearFaults())

const inspect = (name: string) =>
  inspectImage(
    getImageEndpoint.input.parse({ ref: `${sandbox.registry}/${name}`, detail: 'full' }),
    createTestContext().context,
  )

async function putEntry(tag: string, changed: object): Promise<void> {
  const { platforms } = await inspect('demo/app:1.0')
  const { digest, mediaType, manifestSize: size } = platforms[0] ?? {}
  const entry = { mediaType, digest, size, platform: { os: 'linux', architecture: 'amd64' }, ...changed }
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [entry] }))
  sandbox.store.putManifest({ repository: 'demo/app', mediaType: mediaTypes.ociIndex, bytes, tag })
}

test.each([
  ['SIZE_MISMATCH', { size: 7 }, 'The index says the manifest has 7 bytes'],
  ['MEDIA_TYPE_MISMATCH', { mediaType: mediaTypes.dockerManifest }, 'of type Docker image manifest, but it is one'],
])('%s is said on the row of an entry that is wrong about its image', async (code, changed, words) => {
  await putEntry('wrong', changed)
  const { platforms } = await inspect('demo/app:wrong')
  expect(platforms).toMatchObject([{ platform: 'linux/amd64', problems: [{ code }] }])
  expect(platforms[0]?.problems[0]?.message).toContain(words)
})

test('a config of more than 8 MiB is not read, which is said on the row', async () => {
  const bytes = Buffer.alloc(8 * 1024 * 1024 + 1, ' ')
  const digest = sandbox.store.putBlob({ repository: 'demo/app', bytes })
  const config = { mediaType: mediaTypes.ociConfig, digest, size: bytes.length }
  const document = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [] }
  const manifest = { repository: 'demo/app', mediaType: mediaTypes.ociManifest, tag: 'large-config' }
  sandbox.store.putManifest({ ...manifest, bytes: Buffer.from(JSON.stringify(document)) })
  const { platforms } = await inspect('demo/app:large-config')
  expect(platforms).toMatchObject([{ layers: 0, problems: [{ code: 'CHILD_UNREADABLE' }] }])
  expect(platforms[0]?.problems[0]?.message).toContain('larger than 8 MiB')
})

test('a header with another digest is said, and the digest shown is that of the bytes', async () => {
  const { digest } = await inspect('demo/app:1.0')
  sandbox.setFault({ path: /manifests\/1\.0/ }, { headers: { 'Docker-Content-Digest': computeDigest('other') } })
  expect(await inspect('demo/app:1.0')).toMatchObject({ digest, problems: [{ code: 'HEADER_DIGEST_DISAGREES' }] })
})

test('a document that is an index to one and an image to another is not shown, but can be had as it is', async () => {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: [], layers: [] }))
  sandbox.store.putManifest({ repository: 'demo/app', mediaType: mediaTypes.ociIndex, bytes, tag: 'both' })
  const error = toApiError(await inspect('demo/app:both').catch((caught: unknown) => caught))
  expect(error).toMatchObject({ code: 'REGISTRY_INVALID', detail: { hasDocument: true } })
  expect(error.message).toContain('could be read both as an index and as an image')
  const raw = await getRawManifest({ ref: `${sandbox.registry}/demo/app:both` }, createTestContext().context)
  expect(Buffer.from(raw.bytes)).toEqual(bytes)
})
