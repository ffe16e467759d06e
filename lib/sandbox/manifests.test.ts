import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { mediaTypes } from '@/lib/oci/media-type'
import { describeBlob } from './images/blob'
import { image } from './images/image'
import { imageIndex } from './images/image-index'
import { type Sandbox, startSandbox } from './sandbox'

const amd64 = image({ platform: { architecture: 'amd64', os: 'linux' } })
const arm64 = image({ platform: { architecture: 'arm64', os: 'linux' } })
const list = imageIndex([amd64, arm64], { format: 'docker' })
const absent = `sha256:${'0'.repeat(64)}`

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, images: false })
  sandbox.store.putImage({ repository: 'org/app', tag: '1.0', image: list })
})
afterEach(() => sandbox.close())

const address = (reference: string, repository = 'org/app') => `${sandbox.url}/v2/${repository}/manifests/${reference}`

interface Push {
  reference?: string
  repository?: string
  body: string | Uint8Array
  headers?: Record<string, string>
}

function push({ reference = 'new', repository, body, headers = { 'Content-Type': mediaTypes.ociIndex } }: Push) {
  return fetch(address(reference, repository), { method: 'PUT', body: Buffer.from(body), headers })
}

describe('pulling', () => {
  test.each(['1.0', list.digest, list.digest.replace(':', '%3A')])('gives %s byte for byte', async (reference) => {
    const response = await fetch(address(reference))
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': mediaTypes.dockerList,
      'content-length': String(list.size),
      'docker-content-digest': list.digest,
      etag: `"${list.digest}"`,
    })
    expect(computeDigest(new Uint8Array(await response.arrayBuffer()))).toBe(list.digest)
  })

  test('answers HEAD as GET, without the body', async () => {
    const response = await fetch(address('1.0'), { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-length')).toBe(String(list.size))
    expect(await response.text()).toBe('')
  })

  test.each([
    { ifNoneMatch: `"${list.digest}"`, status: 304 },
    { ifNoneMatch: `"other", W/"${list.digest}"`, status: 304 },
    { ifNoneMatch: '*', status: 304 },
    { ifNoneMatch: '"other"', status: 200 },
  ])('answers If-None-Match: $ifNoneMatch with $status', async ({ ifNoneMatch, status }) => {
    const response = await fetch(address('1.0'), { headers: { 'If-None-Match': ifNoneMatch } })
    expect(response.status).toBe(status)
    expect(await response.text()).toHaveLength(status === 304 ? 0 : list.size)
  })

  test.each([
    { reference: 'missing', status: 404, code: 'MANIFEST_UNKNOWN' },
    { reference: '.not-a-tag', status: 404, code: 'MANIFEST_UNKNOWN' },
    { reference: absent, status: 404, code: 'MANIFEST_UNKNOWN' },
    { reference: 'sha256:12', status: 400, code: 'DIGEST_INVALID' },
    { reference: `md5:${'0'.repeat(32)}`, status: 400, code: 'DIGEST_INVALID' },
  ])('answers $reference with $status $code', async ({ reference, status, code }) => {
    const response = await fetch(address(reference))
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ errors: [{ code }] })
  })
})

describe('pushing', () => {
  const index = imageIndex([amd64])

  test.each([
    { reference: 'new', tags: ['new'] },
    { reference: index.digest, tags: [] },
    { reference: `${index.digest}?tag=a&tag=b`, tags: ['a', 'b'] },
    { reference: computeDigest(index.bytes, 'sha512'), tags: [], digest: computeDigest(index.bytes, 'sha512') },
  ])('takes $reference', async ({ reference, tags, digest = index.digest }) => {
    const response = await push({ reference, body: index.bytes })
    expect(response.status).toBe(201)
    expect(response.headers.get('location')).toBe(`/v2/org/app/manifests/${digest}`)
    expect(response.headers.get('docker-content-digest')).toBe(digest)
    expect(response.headers.get('oci-tag')).toBe(reference.includes('?') ? tags.join(', ') : null)
    expect(sandbox.store.tags('org/app')).toEqual(['1.0', ...tags])
    for (const name of [digest, ...tags]) {
      const pulled = await fetch(address(name))
      expect(pulled.headers.get('content-type')).toBe(mediaTypes.ociIndex)
      expect(Buffer.from(await pulled.arrayBuffer()).equals(Buffer.from(index.bytes))).toBe(true)
    }
  })

  const imageText = Buffer.from(amd64.bytes).toString()
  const both = JSON.stringify({ schemaVersion: 2, manifests: [], layers: [], config: {} })
  const brokenEntry = JSON.stringify({ schemaVersion: 2, manifests: [{ digest: amd64.digest, size: 'x' }] })
  const deep = `{"schemaVersion":2,"manifests":[],"x":${'['.repeat(70)}${']'.repeat(70)}}`
  test.each([
    { why: 'no JSON', body: '{', status: 400, code: 'MANIFEST_INVALID' },
    { why: 'no object', body: '[]', status: 400, code: 'MANIFEST_INVALID' },
    { why: 'another type than the header', body: imageText, status: 400, code: 'MANIFEST_INVALID' },
    { why: 'two documents in one', body: both, status: 400, code: 'MANIFEST_INVALID' },
    { why: 'a broken entry', body: brokenEntry, status: 400, code: 'MANIFEST_INVALID' },
    { why: 'too deep', body: deep, status: 400, code: 'MANIFEST_INVALID' },
    { why: 'larger than 4 MiB', body: ' '.repeat(4 * 1024 * 1024 + 1), status: 413, code: 'SIZE_INVALID' },
    { why: 'a tag outside the grammar', body: index.bytes, reference: '-new', status: 400, code: 'TAG_INVALID' },
    {
      why: 'a bad tag parameter',
      body: index.bytes,
      reference: `${index.digest}?tag=-`,
      status: 400,
      code: 'TAG_INVALID',
    },
    { why: 'another digest', body: index.bytes, reference: absent, status: 400, code: 'DIGEST_INVALID' },
    { why: 'half a digest', body: index.bytes, reference: 'sha256:12', status: 400, code: 'DIGEST_INVALID' },
  ])('refuses $why with $code and changes nothing', async ({ body, reference, status, code }) => {
    const response = await push({ body, ...(reference === undefined ? {} : { reference }) })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ errors: [{ code }] })
    expect(sandbox.store.tags('org/app')).toEqual(['1.0'])
  })

  test.each([mediaTypes.dockerSchema1, 'application/vnd.example+json'])('refuses the type %s', async (type) => {
    const body = JSON.stringify({ schemaVersion: 1 })
    const response = await push({ body, headers: { 'Content-Type': type } })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ errors: [{ code: 'MANIFEST_INVALID' }] })
  })

  test('takes a body of exactly 4 MiB', async () => {
    const text = '{"schemaVersion":2,"manifests":[]}'
    const body = text + ' '.repeat(4 * 1024 * 1024 - text.length)
    expect((await push({ body })).status).toBe(201)
  })

  test('names every child that the repository lacks, also those that another repository has', async () => {
    const response = await push({ repository: 'org/other', body: imageIndex([amd64, arm64]).bytes })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      errors: [amd64, arm64].map(({ digest }) => ({ code: 'MANIFEST_BLOB_UNKNOWN', detail: digest })),
    })
    expect(sandbox.store.hasRepository('org/other')).toBe(false)
  })

  test('names every blob that the repository lacks', async () => {
    const headers = { 'Content-Type': mediaTypes.ociManifest }
    const response = await push({ repository: 'org/other', body: amd64.bytes, headers })
    const { errors } = await response.json()
    expect(errors.map(({ detail }: { detail: string }) => detail)).toEqual(amd64.blobs.map(({ digest }) => digest))
  })

  test('does not ask for layers that are kept elsewhere', async () => {
    const [config] = amd64.blobs
    const layers = [
      { mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip', digest: absent, size: 1 },
      { mediaType: mediaTypes.ociLayer, digest: absent, size: 1, urls: ['https://example.com/layer'] },
    ]
    const body = JSON.stringify({ schemaVersion: 2, config: config && describeBlob(config), layers })
    const response = await push({ body, headers: { 'Content-Type': mediaTypes.ociManifest } })
    expect(response.status).toBe(201)
  })

  test.each(['application/json', undefined])('tells the type from the body for Content-Type %s', async (type) => {
    await push({ body: index.bytes, headers: type === undefined ? {} : { 'Content-Type': type } })
    expect((await fetch(address('new'))).headers.get('content-type')).toBe(mediaTypes.ociIndex)
  })

  test('says which subject it took note of, though it is not here', async () => {
    const { bytes } = imageIndex([], { subject: { ...describeBlob(amd64), digest: computeDigest('elsewhere') } })
    expect((await push({ body: bytes })).headers.get('oci-subject')).toBe(computeDigest('elsewhere'))
  })

  test.each([
    { header: 'If-Match', value: `"${list.digest}"`, reference: '1.0', status: 201 },
    { header: 'If-Match', value: `"${absent}"`, reference: '1.0', status: 412 },
    { header: 'If-Match', value: '*', reference: 'new', status: 412 },
    { header: 'If-None-Match', value: '*', reference: 'new', status: 201 },
    { header: 'If-None-Match', value: '*', reference: '1.0', status: 412 },
  ])('$header: $value on $reference gives $status', async ({ header, value, reference, status }) => {
    const before = sandbox.store.getManifest('org/app', reference)?.digest
    const headers = { 'Content-Type': mediaTypes.ociIndex, [header]: value }
    const response = await push({ reference, body: index.bytes, headers })
    expect(response.status).toBe(status)
    const after = sandbox.store.getManifest('org/app', reference)?.digest
    expect(after).toBe(status === 201 ? index.digest : before)
  })
})

describe('deleting', () => {
  test('of a tag leaves the manifest', async () => {
    expect((await fetch(address('1.0'), { method: 'DELETE' })).status).toBe(202)
    expect((await fetch(address('1.0'))).status).toBe(404)
    expect((await fetch(address(list.digest))).status).toBe(200)
  })

  test('of a digest takes every tag on it along, and leaves the index that lists it', async () => {
    sandbox.store.setTag({ repository: 'org/app', tag: 'arm', digest: arm64.digest })
    sandbox.store.setTag({ repository: 'org/app', tag: 'arm-too', digest: arm64.digest })
    expect((await fetch(address(arm64.digest), { method: 'DELETE' })).status).toBe(202)
    expect(sandbox.store.tags('org/app')).toEqual(['1.0'])
    expect((await fetch(address(arm64.digest))).status).toBe(404)
    expect((await fetch(address('1.0'))).status).toBe(200)
  })

  test.each(['missing', absent])('of %s answers 404', async (reference) => {
    const response = await fetch(address(reference), { method: 'DELETE' })
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ errors: [{ code: 'MANIFEST_UNKNOWN' }] })
  })

  test.each(['1.0', list.digest])('of %s answers 405 where it is switched off', async (reference) => {
    const strict = await startSandbox({ port: 0, images: false, deleteEnabled: false })
    strict.store.putImage({ repository: 'org/app', tag: '1.0', image: list })
    const response = await fetch(`${strict.url}/v2/org/app/manifests/${reference}`, { method: 'DELETE' })
    expect(response.status).toBe(405)
    expect(await response.json()).toMatchObject({ errors: [{ code: 'UNSUPPORTED' }] })
    expect(strict.store.getManifest('org/app', '1.0')).toBeDefined()
    await strict.close()
  })
})
