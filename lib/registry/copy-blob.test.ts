import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import type { RegistryClient } from './client'
import { copyBlob } from './copy-blob'
import type { RegistryErrorKind } from './errors'
import { startRawServer } from './raw-server.fixture'
import { createClient, startServer, user } from './test-server'

const layer = Buffer.alloc(300_000, 'layer')
const layerDigest = computeDigest(layer)
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

describe('copyBlob', () => {
  let target: Sandbox
  let to: RegistryClient
  beforeAll(async () => {
    target = await startSandbox({ port: 0, auth: { kind: 'bearer', username: 'alice', password: 'wonderland-4711' } })
    to = createClient(target.registry, { credential: user() })
  })
  afterEach(() => {
    target.clearFaults()
    target.requests.length = 0
  })
  afterAll(() => target.close())
  const copy = (repository: string, more: object = {}) =>
    copyBlob({
      from: { client, repository: 'team/app' },
      to: { client: to, repository },
      digest: layerDigest,
      size: layer.length,
      ...more,
    })

  it('copies to a registry that asks for a sign-in, and counts', async () => {
    const counts: number[] = []
    await copy('copy/a', { onProgress: (count: number) => counts.push(count) })
    expect(Buffer.from(target.store.getBlob('copy/a', layerDigest) ?? [])).toEqual(layer)
    expect(counts.at(-1)).toBe(layer.length)
    expect(counts).toEqual(counts.toSorted((a, b) => a - b))
  })

  it('sends nothing that is there already', async () => {
    await copy('copy/a')
    expect(target.requests.map(({ method }) => method)).toEqual(['HEAD'])
  })

  it.each([
    ['spoiled content', { path: /blobs/ }, { flipByte: true }],
    ['content of another size', { path: /blobs/ }, { status: 200, body: 'short' }],
  ] as const)('stores no %s', async (_name, match, fault) => {
    sandbox.setFault(match, fault)
    await expect(copy('copy/b')).rejects.toEqual(fails('digest-mismatch', { registry: sandbox.registry }))
    expect(target.store.getBlob('copy/b', layerDigest)).toBeUndefined()
  })

  it('stops when it is cancelled', async () => {
    const controller = new AbortController()
    const options = { signal: controller.signal, onProgress: () => controller.abort() }
    await expect(copy('copy/c', options)).rejects.toEqual(fails('aborted'))
    expect(target.store.getBlob('copy/c', layerDigest)).toBeUndefined()
  })

  it('goes to no other host', async () => {
    const headers = { Location: 'https://127.0.0.2:1/u' }
    target.setFault({ method: 'POST', path: /uploads/ }, { status: 202, headers })
    await expect(copy('copy/d')).rejects.toEqual(fails('invalid-answer'))
  })

  it.each([
    ['cut short', { truncate: 100_000 }],
    ['reset', { reset: true }],
  ] as const)('takes up a source that is %s where it was', async (name, fault) => {
    sandbox.setFault({ method: 'GET', path: /blobs/, times: 2 }, fault)
    await copy(`copy/source-${name.replace(' ', '-')}`)
    expect(target.store.getBlob(`copy/source-${name.replace(' ', '-')}`, layerDigest)?.byteLength).toBe(layer.length)
    const ranges = sandbox.requests.map(({ headers }) => headers.range)
    expect(ranges).toEqual([undefined, expect.stringMatching(/^bytes=\d+-$/), expect.stringMatching(/^bytes=\d+-$/)])
    expect(target.requests.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })

  it('reads over what it has from a source that serves no parts', async () => {
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-length': layer.length })
      if (server.seen.length > 1) response.end(layer)
      else response.write(layer.subarray(0, 100_000), () => response.socket?.destroy())
    })
    onTestFinished(() => server.close())
    await copy('copy/no-parts', { from: { client: createClient(server.registry), repository: 'team/app' } })
    expect(target.store.getBlob('copy/no-parts', layerDigest)?.byteLength).toBe(layer.length)
  })

  it('believes no part that was not asked for', async () => {
    const headers = { 'content-range': `bytes 5-${layer.length - 1}/${layer.length}` }
    sandbox.setFault({ method: 'GET', path: /blobs/, times: 1 }, { truncate: 100_000 })
    sandbox.setFault({ method: 'GET', path: /blobs/ }, { status: 206, headers, body: layer.subarray(5) })
    await expect(copy('copy/other-part')).rejects.toEqual(fails('invalid-answer', { registry: sandbox.registry }))
  })

  it('gives a source up that breaks off again and again, and ends the upload', async () => {
    sandbox.setFault({ method: 'GET', path: /blobs/ }, { truncate: 0 })
    await expect(copy('copy/given-up')).rejects.toEqual(fails('unreachable', { registry: sandbox.registry }))
    expect(sandbox.requests.filter(({ method }) => method === 'GET')).toHaveLength(3)
    await expect.poll(() => target.requests.at(-1)?.method).toBe('DELETE')
  })

  it('goes on after a token has run out between two pieces', async () => {
    let isRevoked = false
    const onProgress = (bytes: number) => {
      if (bytes < 100_000 || isRevoked) return
      isRevoked = true
      target.revokeTokens()
    }
    await copy('copy/revoked', { onProgress, pieceBytes: 100_000 })
    expect(target.store.getBlob('copy/revoked', layerDigest)?.byteLength).toBe(layer.length)
    expect(target.requests.filter(({ status }) => status === 401).map(({ method }) => method)).toContain('PATCH')
  })

  it('copies a blob without bytes', async () => {
    const empty = new Uint8Array()
    sandbox.store.putBlob({ repository: 'team/app', bytes: empty })
    await copy('copy/empty', { digest: computeDigest(empty), size: 0 })
    expect(target.store.getBlob('copy/empty', computeDigest(empty))?.byteLength).toBe(0)
  })
})

it('shows the sign-in of one registry to the other never', async () => {
  const signIns = [
    { username: 'alice', password: 'of-the-source' },
    { username: 'alice', password: 'of-the-target' },
  ]
  const places = await Promise.all(
    signIns.map(async (signIn) => {
      const place = await startSandbox({ port: 0, images: false, auth: { kind: 'basic', ...signIn } })
      onTestFinished(() => place.close())
      return { place, client: createClient(place.registry, { credential: user(signIn.password) }) }
    }),
  )
  const [from, to] = places
  if (!from || !to) throw new Error('two places')
  from.place.store.putBlob({ repository: 'team/app', bytes: layer })
  await copyBlob({
    from: { client: from.client, repository: 'team/app' },
    to: { client: to.client, repository: 'team/app' },
    digest: layerDigest,
    size: layer.length,
  })
  for (const [position, { place }] of places.entries()) {
    const shown = new Set(place.requests.flatMap(({ headers }) => headers.authorization ?? []))
    const own = Buffer.from(`alice:${signIns[position]?.password}`).toString('base64')
    expect([...shown]).toEqual([`Basic ${own}`])
  }
})

it('closes both connections when it is cancelled', async () => {
  const slow = await startRawServer((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${layer.length}\r\n\r\n`)
    socket.write(layer.subarray(0, 1000))
  })
  const upload = await startRawServer((socket, count) => {
    if (count === 1) socket.write('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n')
    if (count === 2) socket.write('HTTP/1.1 202 Accepted\r\nlocation: /v2/a/b\r\ncontent-length: 0\r\n\r\n')
  })
  onTestFinished(async () => {
    await Promise.all([slow.close(), upload.close()])
  })
  const controller = new AbortController()
  const copying = copyBlob({
    from: { client: createClient(slow.registry), repository: 'team/app' },
    to: { client: createClient(upload.registry), repository: 'team/app' },
    digest: layerDigest,
    size: layer.length,
    signal: controller.signal,
  })
  copying.catch(() => undefined)
  await expect.poll(() => upload.seen.join(' ')).toContain('PUT')
  controller.abort()
  await expect(copying).rejects.toEqual(fails('aborted'))
  await expect.poll(() => slow.openSockets()).toBe(0)
  // the one left is where the upload is cancelled, which this server never answers
  await expect.poll(() => [upload.openSockets(), upload.seen.at(-1)]).toEqual([1, 'DELETE /v2/a/b'])
})
