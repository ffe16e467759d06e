import { afterEach, beforeEach, expect, test } from 'vitest'
import { readImageIndex } from '@/lib/oci/image-index'
import { mediaTypes } from '@/lib/oci/media-type'
import { artifact } from './images/artifact'
import { blob, describeBlob } from './images/blob'
import { image } from './images/image'
import { imageIndex } from './images/image-index'
import { type Sandbox, startSandbox } from './sandbox'

const subject = describeBlob(image())
const layers = [blob('text/plain', 'signed')]
const annotations = { 'org.example.by': 'ann' }
const signature = artifact({ artifactType: 'application/vnd.example.signature', layers, subject, annotations })
const chart = artifact({ config: blob('application/vnd.example.config', '{}'), layers, subject })
const plain = image({ subject, created: '2026-01-01T00:00:00Z' })
const list = imageIndex([], { subject })

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, images: false })
  for (const built of [signature, chart, plain, list]) sandbox.store.putImage({ repository: 'org/app', image: built })
})
afterEach(() => sandbox.close())

const ask = (digest: string, query = '') => fetch(`${sandbox.url}/v2/org/app/referrers/${digest}${query}`)

test('lists what names the digest as its subject, though that is not here', async () => {
  const response = await ask(subject.digest)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe(mediaTypes.ociIndex)
  expect(response.headers.get('oci-filters-applied')).toBeNull()
  expect(await response.json()).toEqual({
    schemaVersion: 2,
    mediaType: mediaTypes.ociIndex,
    manifests: [
      { ...describeBlob(signature), artifactType: 'application/vnd.example.signature', annotations },
      { ...describeBlob(chart), artifactType: 'application/vnd.example.config' },
      { ...describeBlob(plain), artifactType: mediaTypes.ociConfig },
      describeBlob(list),
    ],
  })
})

test.each([
  { artifactType: 'application/vnd.example.signature', digests: [signature.digest] },
  { artifactType: 'application/vnd.example.config', digests: [chart.digest] },
  { artifactType: 'application/vnd.example.other', digests: [] },
])('filters by $artifactType and says so', async ({ artifactType, digests }) => {
  const response = await ask(subject.digest, `?artifactType=${encodeURIComponent(artifactType)}`)
  expect(response.headers.get('oci-filters-applied')).toBe('artifactType')
  const found = readImageIndex(await response.json())
  expect(found?.entries.map(({ descriptor }) => descriptor.digest)).toEqual(digests)
})

test.each([
  { why: 'nothing refers to it', path: `org/app/referrers/${signature.digest}` },
  { why: 'the repository is unknown', path: `org/none/referrers/${subject.digest}` },
])('answers an empty index where $why', async ({ path }) => {
  const response = await fetch(`${sandbox.url}/v2/${path}`)
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ manifests: [] })
})

test('forgets a referrer that is deleted', async () => {
  await fetch(`${sandbox.url}/v2/org/app/manifests/${signature.digest}`, { method: 'DELETE' })
  const found = readImageIndex(await (await ask(subject.digest)).json())
  expect(found?.entries).toHaveLength(3)
})

test('refuses what is no digest', async () => {
  const response = await ask('latest')
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ errors: [{ code: 'DIGEST_INVALID' }] })
})
