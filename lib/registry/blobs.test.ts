import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import type { Digest } from '@/lib/oci/digest'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { getBlob, headBlob, mountBlob } from './blobs'
import type { RegistryClient } from './client'
import type { RegistryErrorKind } from './errors'
import { createClient, type Handler, startServer } from './test-server'

const layer = Buffer.alloc(300_000, 'layer')
const layerDigest = computeDigest(layer)
const absent: Digest = `sha256:${'0'.repeat(64)}`
const fails = (kind: RegistryErrorKind, more: object = {}) => expect.objectContaining({ kind, ...more })

let sandbox: Sandbox
let client: RegistryClient

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
  client = createClient(sandbox.registry)
  sandbox.store.putBlob({ repository: 'team/app', bytes: layer })
})
afterEach(() => {
  sandbox.clearFaults()
  sandbox.requests.length = 0
})
afterAll(() => sandbox.close())

describe('blobs', () => {
  const blob = { repository: 'team/app', digest: layerDigest }

  it('are read and verified', async () => {
    expect(Buffer.from(await getBlob(client, { ...blob, maxBytes: 1_000_000 }))).toEqual(layer)
    await expect(getBlob(client, { ...blob, maxBytes: 1_000 })).rejects.toEqual(fails('too-large'))
    sandbox.setFault({ path: /blobs/ }, { flipByte: true })
    await expect(getBlob(client, { ...blob, maxBytes: 1_000_000 })).rejects.toEqual(fails('digest-mismatch'))
  })

  it('tell their size', async () => {
    expect(await headBlob(client, blob)).toEqual({ size: layer.length })
    expect(await headBlob(client, { ...blob, digest: absent })).toBeUndefined()
  })

  it('are mounted, or not', async () => {
    expect(await mountBlob(client, { ...blob, repository: 'team/mounted', from: 'team/app' })).toBe(true)
    expect(await headBlob(client, { ...blob, repository: 'team/mounted' })).toEqual({ size: layer.length })
    expect(await mountBlob(client, { repository: 'team/mounted', from: 'team/app', digest: absent })).toBe(false)
    sandbox.setFault({ method: 'POST', path: /mount/ }, { status: 401 })
    expect(await mountBlob(client, { ...blob, repository: 'team/other', from: 'team/app' })).toBe(false)
  })
})

describe('a mount', () => {
  const mount = async (answers: Handler, from = 'team/base') => {
    const server = await startServer(answers)
    onTestFinished(() => server.close())
    const done = mountBlob(createClient(server.registry), { repository: 'team/app', from, digest: layerDigest })
    return { server, done }
  }
  const place = '/v2/team/app/blobs/uploads/1?_state=x%3D'

  it('asks for the layer and where it is, without a body', async () => {
    const { server, done } = await mount((_request, response) => response.writeHead(201).end())
    expect(await done).toBe(true)
    expect(server.seen).toEqual([`POST /v2/team/app/blobs/uploads/?mount=${layerDigest}&from=team/base`])
    expect(server.headersSeen[0]).toMatchObject({ 'content-length': '0' })
  })

  it('that becomes an upload leaves none behind', async () => {
    const { server, done } = await mount((_request, response) => response.writeHead(202, { location: place }).end())
    expect(await done).toBe(false)
    expect(server.seen.at(-1)).toBe(`DELETE ${place}`)
  })

  it('that becomes an upload elsewhere asks nothing there', async () => {
    const { server, done } = await mount((_request, response) =>
      response.writeHead(202, { location: 'http://127.0.0.2:1/upload' }).end(),
    )
    expect(await done).toBe(false)
    expect(server.seen).toHaveLength(1)
  })

  it.each([400, 401, 403, 404, 405, 409, 415])('that is refused (%i) is none', async (status) => {
    const { done } = await mount((_request, response) => response.writeHead(status).end())
    expect(await done).toBe(false)
  })

  it.each([
    [503, 'unavailable'],
    [429, 'rate-limited'],
  ])('that fails (%i) is no refusal', async (status, kind) => {
    const { done } = await mount((_request, response) => response.writeHead(status).end())
    await expect(done).rejects.toMatchObject({ kind })
  })

  it.each(['Team/Base', 'a/../b', 'team/base&digest=x'])('from %s asks nobody', async (from) => {
    const { server, done } = await mount((_request, response) => response.writeHead(201).end(), from)
    await expect(done).rejects.toMatchObject({ kind: 'rejected' })
    expect(server.seen).toEqual([])
  })
})
