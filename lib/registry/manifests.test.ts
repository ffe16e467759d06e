import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import type { Digest } from '@/lib/oci/digest'
import type { Fault } from '@/lib/sandbox/faults'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { headBlob } from './blobs'
import type { RegistryClient } from './client'
import type { RegistryErrorKind } from './errors'
import { deleteManifest, getManifest, headManifest, putManifest } from './manifests'
import { createClient, startServer } from './test-server'

const ociIndex = 'application/vnd.oci.image.index.v1+json'
const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: ociIndex, manifests: [] }))
const digest = computeDigest(bytes)
const absent: Digest = `sha256:${'0'.repeat(64)}`
const app = { repository: 'team/app', name: '1.0' }
const fails = (kind: RegistryErrorKind, more: object = {}) => expect.objectContaining({ kind, ...more })

let sandbox: Sandbox
let client: RegistryClient

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
  client = createClient(sandbox.registry)
  for (const tag of ['1.0', '1.1', '2.0'])
    sandbox.store.putManifest({ repository: 'team/app', mediaType: ociIndex, bytes, tag })
})
afterEach(() => {
  sandbox.clearFaults()
  sandbox.requests.length = 0
})
afterAll(() => sandbox.close())

describe('getManifest', () => {
  it('gives the bytes and their digest, by tag and by digest', async () => {
    const expected = { bytes, digest, contentType: ociIndex, headerDigest: digest, headerDigestDisagrees: false }
    expect(await getManifest(client, app)).toEqual(expected)
    expect(await getManifest(client, { ...app, name: digest })).toEqual(expected)
  })

  it('always asks for every type of manifest, in this order, and for nothing packed', async () => {
    await getManifest(client, app)
    await headManifest(client, app)
    const accept = [
      'application/vnd.oci.image.index.v1+json',
      'application/vnd.docker.distribution.manifest.list.v2+json',
      'application/vnd.oci.image.manifest.v1+json',
      'application/vnd.docker.distribution.manifest.v2+json',
      'application/vnd.oci.artifact.manifest.v1+json',
      'application/vnd.docker.distribution.manifest.v1+prettyjws;q=0.5',
      'application/vnd.docker.distribution.manifest.v1+json;q=0.5',
      '*/*;q=0.1',
    ].join(', ')
    expect(sandbox.requests.map(({ method }) => method)).toEqual(['GET', 'HEAD'])
    for (const { headers } of sandbox.requests) expect(headers).toMatchObject({ accept, 'accept-encoding': 'identity' })
  })

  it('says when the header tells another digest than the bytes', async () => {
    sandbox.setFault({ path: /manifests/ }, { headers: { 'Docker-Content-Digest': absent } })
    expect(await getManifest(client, app)).toMatchObject({ digest, headerDigest: absent, headerDigestDisagrees: true })
  })

  it('compares a sha512 with itself, and no digest of one algorithm with one of another', async () => {
    const long = computeDigest(bytes, 'sha512')
    const headers = { 'content-type': ociIndex, 'docker-content-digest': digest }
    const server = await startServer((_request, response) => response.writeHead(200, headers).end(bytes))
    const to = createClient(server.registry)
    expect(await getManifest(to, { ...app, name: long })).toMatchObject({ digest: long, headerDigestDisagrees: false })
    expect((await headManifest(to, { ...app, name: long }))?.digest).toBe(digest)
    await expect(getManifest(to, { ...app, name: `sha512:${'0'.repeat(128)}` })).rejects.toEqual(
      fails('digest-mismatch'),
    )
    await server.close()
  })

  it('refuses bytes that do not match the digest asked for, after a second try', async () => {
    sandbox.setFault({ path: /manifests/ }, { flipByte: true })
    await expect(getManifest(client, { ...app, name: digest })).rejects.toEqual(fails('digest-mismatch'))
    expect(sandbox.requests).toHaveLength(2)
  })

  it('forgives a proxy that spoiled it once', async () => {
    sandbox.setFault({ path: /manifests/, times: 1 }, { flipByte: true })
    expect((await getManifest(client, { ...app, name: digest })).digest).toBe(digest)
  })

  it('does not take half a document for a whole one', async () => {
    sandbox.setFault({ path: /manifests/ }, { status: 200, body: bytes.subarray(0, 20) })
    await expect(getManifest(client, app)).rejects.toEqual(fails('invalid-answer'))
  })

  it('tells a missing tag', async () => {
    await expect(getManifest(client, { ...app, name: 'none' })).rejects.toEqual(fails('not-found', { status: 404 }))
  })
})

describe('headManifest', () => {
  it('tells digest, type and size', async () => {
    expect(await headManifest(client, app)).toEqual({ digest, contentType: ociIndex, size: bytes.length })
    expect(await headManifest(client, { ...app, name: 'none' })).toBeUndefined()
  })

  it.each<[string, Fault]>([
    ['is not allowed', { status: 405 }],
    ['is not understood', { status: 400 }],
    ['is forbidden', { status: 403 }],
    ['is not made', { status: 501 }],
    ['meets a web page', { status: 404, headers: { 'Content-Type': 'text/html' } }],
    ['meets a web page that is there', { status: 200, headers: { 'Content-Type': 'text/html' } }],
    ['tells no digest', { headers: { 'Docker-Content-Digest': undefined } }],
    ['tells a digest that is none', { headers: { 'Docker-Content-Digest': 'sha256:1' } }],
    ['tells no type', { headers: { 'Content-Type': 'application/json' } }],
    ['tells the type of no manifest', { headers: { 'Content-Type': 'application/vnd.oci.image.config.v1+json' } }],
  ])('reads the document where HEAD %s', async (_name, fault) => {
    sandbox.setFault({ method: 'HEAD', path: /manifests/ }, fault)
    expect(await headManifest(client, app)).toMatchObject({ digest, contentType: ociIndex, size: bytes.length })
    expect(sandbox.requests.map(({ method }) => method)).toEqual(['HEAD', 'GET'])
  })
})

it('does not take the length of a packed answer for that of the document', async () => {
  const packed = gzipSync(bytes)
  const server = await startServer((request, response) => {
    const headers = { 'docker-content-digest': digest, 'content-type': ociIndex, 'content-encoding': 'gzip' }
    response.writeHead(200, { ...headers, 'content-length': packed.length })
    response.end(request.method === 'HEAD' ? undefined : packed)
  })
  const packing = createClient(server.registry)
  const expected = { digest, contentType: ociIndex, size: bytes.length }
  for (const name of ['1.0', digest]) expect(await headManifest(packing, { ...app, name })).toEqual(expected)
  expect(await headBlob(packing, { ...app, digest })).toEqual({})
  await server.close()
})

describe('putManifest', () => {
  const put = (name: string) => putManifest(client, { repository: 'team/put', name, bytes, mediaType: ociIndex })

  it('stores exactly these bytes', async () => {
    expect(await put('new')).toEqual({ digest })
    expect((await getManifest(client, { repository: 'team/put', name: 'new' })).bytes).toEqual(bytes)
    expect(sandbox.requests[0]?.headers['content-type']).toBe(ociIndex)
  })

  it('sends conditions, and names a conflict', async () => {
    const options = { ...app, bytes, mediaType: ociIndex }
    await expect(putManifest(client, { ...options, ifMatch: null })).rejects.toEqual(fails('conflict', { status: 412 }))
    await expect(putManifest(client, { ...options, ifMatch: absent })).rejects.toEqual(fails('conflict'))
    expect(await putManifest(client, { ...options, ifMatch: digest })).toEqual({ digest })
    expect(sandbox.requests.map(({ headers }) => headers['if-match'] ?? headers['if-none-match'])).toEqual([
      '*',
      `"${absent}"`,
      `"${digest}"`,
    ])
  })

  it.each([
    ['another digest', { status: 201, headers: { 'Docker-Content-Digest': absent } }, 'digest-mismatch'],
    ['200 and a web page', { status: 200, body: '<html>' }, 'invalid-answer'],
    ['202 and nothing else', { status: 202 }, 'invalid-answer'],
  ] as const)('does not believe %s', async (_name, fault, kind) => {
    sandbox.setFault({ method: 'PUT', path: /manifests/ }, fault)
    await expect(put('odd')).rejects.toEqual(fails(kind))
  })

  it('believes 202 with the right digest, and 201 without any', async () => {
    sandbox.setFault({ method: 'PUT', path: /old/ }, { status: 202, headers: { 'Docker-Content-Digest': digest } })
    sandbox.setFault({ method: 'PUT', path: /plain/ }, { status: 201 })
    expect(await put('old')).toEqual({ digest })
    expect(await put('plain')).toEqual({ digest })
  })

  it.each([
    ['has arrived', ['PUT', 'HEAD']],
    ['has not arrived', ['PUT', 'HEAD', 'PUT']],
  ])('looks at the tag when the connection broke: the document %s', async (what, expected) => {
    const server = await startServer((request, response) => {
      const isFirst = server.seen.length === 1
      if (isFirst) return request.socket.destroy()
      if (request.method === 'PUT') return response.writeHead(201).end()
      const headers = { 'docker-content-digest': digest, 'content-type': ociIndex }
      response.writeHead(what === 'has arrived' ? 200 : 404, headers).end()
    })
    const to = createClient(server.registry)
    expect(await putManifest(to, { ...app, bytes, mediaType: ociIndex })).toEqual({ digest })
    expect(server.seen.map((line) => line.split(' ')[0])).toEqual(expected)
    await server.close()
  })
})

describe('deleteManifest', () => {
  it('deletes by tag, and says where that is not possible', async () => {
    sandbox.store.putManifest({ repository: 'team/gone', mediaType: ociIndex, bytes, tag: 'a' })
    const gone = { repository: 'team/gone', name: 'a' }
    await deleteManifest(client, gone)
    expect(await headManifest(client, gone)).toBeUndefined()
    const body = JSON.stringify({ errors: [{ code: 'DIGEST_INVALID', message: 'invalid digest' }] })
    sandbox.setFault({ method: 'DELETE', path: /./ }, { status: 400, body })
    await expect(deleteManifest(client, app)).rejects.toEqual(fails('unsupported'))
  })

  it.each([
    ['has arrived', 404, undefined],
    ['has not arrived', 202, undefined],
    ['is refused now', 403, 'denied'],
  ])(
    'is sent once more when the connection broke, and takes “not found” for done: the first %s',
    async (_what, status, kind) => {
      const server = await startServer((request, response) =>
        server.seen.length === 1 ? void request.socket.destroy() : response.writeHead(status).end(),
      )
      const outcome = await deleteManifest(createClient(server.registry), app).catch(
        (error: { kind: string }) => error.kind,
      )
      expect(outcome).toBe(kind)
      expect(server.seen).toEqual(Array(2).fill('DELETE /v2/team/app/manifests/1.0'))
      await server.close()
    },
  )

  it('says what is not there when it is asked for the first time', async () => {
    await expect(deleteManifest(client, { ...app, name: absent })).rejects.toEqual(fails('not-found'))
    expect(sandbox.requests).toHaveLength(1)
  })
})
