import { createServer as createSocketServer } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { startSandbox } from '@/lib/sandbox/sandbox'
import { getBlob } from './blobs'
import type { RegistryErrorKind } from './errors'
import { getManifest, putManifest } from './manifests'
import { ping } from './ping'
import { serve } from './served.fixture'
import { createClient, user } from './test-server'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const bytes = Buffer.from('{"schemaVersion":2,"manifests":[]}')
const digest = computeDigest(bytes)
const blob = { repository: 'team/app', digest, maxBytes: 1_000 }
const address = { repository: 'team/app', name: '1.0' }
const fails = (kind: RegistryErrorKind, more: object = {}) => expect.objectContaining({ kind, ...more })

describe('redirects', () => {
  it('are followed to another host without sign-in and without our other headers', async () => {
    const store = await serve((_request, response) => response.end(bytes))
    const server = await serve((request, response) => {
      if (!request.headers.authorization)
        return response.writeHead(401, { 'www-authenticate': 'Basic realm="r"' }).end()
      response.writeHead(307, { location: `${store.origin}/store?signature=abc` }).end()
    })
    const client = createClient(server.registry, { credential: user(), plainHttp: [store.registry] })
    expect(Buffer.from(await getBlob(client, blob))).toEqual(bytes)
    expect(Object.keys(store.headersSeen[0] ?? {}).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ])
  })

  it('keep the sign-in on the registry’s own origin', async () => {
    const server = await serve((request, response) => {
      if (!request.headers.authorization)
        return response.writeHead(401, { 'www-authenticate': 'Basic realm="r"' }).end()
      if (request.url?.startsWith('/moved')) return response.end(bytes)
      response.writeHead(302, { location: '/moved' }).end()
    })
    expect(Buffer.from(await getBlob(createClient(server.registry, { credential: user() }), blob))).toEqual(bytes)
  })

  it('get an anonymous token where the other host asks for one', async () => {
    const store = await serve((request, response) => {
      if (request.url?.startsWith('/token')) return response.end('{"token":"T"}')
      if (request.headers.authorization === 'Bearer T') return response.end(bytes)
      response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${request.headers.host}/token"` }).end()
    })
    const server = await serve((_request, response) => response.writeHead(307, { location: `${store.origin}/b` }).end())
    const client = createClient(server.registry, { credential: user(), plainHttp: [store.registry] })
    expect(Buffer.from(await getBlob(client, blob))).toEqual(bytes)
    expect(store.headersSeen.map(({ authorization }) => authorization)).toEqual([undefined, undefined, 'Bearer T'])
  })

  it.each([
    ['http://127.0.0.1:1/x?token=secret', 'not-allowed'],
    ['http://127.0.0.2:1/latest', 'not-allowed'],
    ['https://127.0.0.2:22/', 'not-allowed'],
    ['https://127.0.0.2/', 'not-allowed'],
    ['javascript:alert(1)', 'not-allowed'],
    ['', 'invalid-answer'],
    ['/v2/again', 'invalid-answer'],
  ] as const)('to %j end as %s, without naming a query', async (location, kind) => {
    const server = await serve((_request, response) => response.writeHead(307, { location }).end())
    const error = await getBlob(createClient(server.registry), blob).catch((caught: unknown) => caught)
    expect(error).toEqual(fails(kind))
    expect(String(error)).not.toContain('secret')
    expect(server.seen.length).toBeLessThanOrEqual(6)
  })

  it('are not followed on a write', async () => {
    const elsewhere = await serve((_request, response) => response.writeHead(201).end())
    const server = await serve((_request, response) => response.writeHead(307, { location: elsewhere.origin }).end())
    const client = createClient(server.registry, { plainHttp: [elsewhere.registry] })
    await expect(putManifest(client, { ...address, bytes, mediaType: 'application/json' })).rejects.toEqual(
      fails('rejected', { status: 307 }),
    )
    expect(elsewhere.seen).toEqual([])
  })
})

describe('tries', () => {
  it('three for a registry that recovers', async () => {
    const server = await serve((_request, response) => {
      if (server.seen.length < 3) return response.writeHead(503, { 'retry-after': '0' }).end()
      response.end(bytes)
    })
    expect((await getManifest(createClient(server.registry), address)).digest).toBe(digest)
    expect(server.seen).toHaveLength(3)
  })

  it('one when it asks for patience, and the time is passed on', async () => {
    const server = await serve((_request, response) =>
      response
        .writeHead(429, { 'retry-after': '120' })
        .end('{"errors":[{"code":"TOOMANYREQUESTS","message":"slow\\u202e"}]}'),
    )
    await expect(getManifest(createClient(server.registry), address)).rejects.toEqual(
      fails('rate-limited', {
        retryAfterSeconds: 120,
        retryable: true,
        codes: ['TOOMANYREQUESTS'],
        registryMessage: 'slow',
      }),
    )
    expect(server.seen).toHaveLength(1)
  })

  it('one for a write to a tag', async () => {
    const server = await serve((_request, response) => response.writeHead(503, { 'retry-after': '0' }).end())
    const put = putManifest(createClient(server.registry), { ...address, bytes, mediaType: 'application/json' })
    await expect(put).rejects.toEqual(fails('unavailable'))
    expect(server.seen).toHaveLength(1)
  })
})

describe('limits', () => {
  it.each([true, false])('of the body hold (length announced: %s)', async (isAnnounced) => {
    const server = await serve((_request, response) => {
      if (isAnnounced) response.setHeader('content-length', 5_000)
      response.write('x'.repeat(2_500))
      response.end('x'.repeat(2_500))
    })
    await expect(getBlob(createClient(server.registry), blob)).rejects.toEqual(fails('too-large'))
  })

  it('of time hold for headers that do not come', async () => {
    const server = await serve(() => {})
    const timeouts = { connectMs: 500, headersMs: 2_000, totalMs: 150 }
    await expect(getManifest(createClient(server.registry, { timeouts }), address)).rejects.toEqual(fails('timeout'))
  })

  it('of time hold for a body that drips', async () => {
    const server = await serve((_request, response) => {
      const drip = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drip))
    })
    const timeouts = { connectMs: 500, headersMs: 2_000, totalMs: 300 }
    await expect(getManifest(createClient(server.registry, { timeouts }), address)).rejects.toEqual(fails('timeout'))
  })

  it('of a bomb hold', async () => {
    const server = await serve((_request, response) => {
      response.setHeader('content-encoding', 'gzip')
      response.end(gzipSync(Buffer.alloc(500_000)))
    })
    await expect(getBlob(createClient(server.registry), blob)).rejects.toEqual(fails('too-large'))
  })
})

describe('answers', () => {
  it('compressed without being asked are read', async () => {
    const server = await serve((_request, response) => {
      response.setHeader('content-encoding', 'gzip')
      response.end(gzipSync(bytes))
    })
    expect(Buffer.from(await getBlob(createClient(server.registry), blob))).toEqual(bytes)
  })

  it.each([200, 404])('that are web pages are no registry (status %i)', async (status) => {
    const server = await serve((_request, response) => {
      response.writeHead(status, { 'content-type': 'text/html' }).end('<!DOCTYPE html><title>Hi</title>')
    })
    const client = createClient(server.registry)
    await expect(getManifest(client, address)).rejects.toEqual(fails('invalid-answer'))
    await expect(ping(client)).rejects.toEqual(fails('invalid-answer'))
  })

  it('that are not HTTP are named so', async () => {
    const server = createSocketServer((socket) => socket.resume().end('SSH-2.0-OpenSSH_9.2\r\n'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closers.push(() => new Promise((resolve) => server.close(() => resolve())))
    const bound = server.address()
    const port = bound !== null && typeof bound === 'object' ? bound.port : 0
    await expect(ping(createClient(`127.0.0.1:${port}`))).rejects.toEqual(fails('invalid-answer', { retryable: false }))
  })

  it('that break off are tried again', async () => {
    const sandbox = await startSandbox({ port: 0 })
    closers.push(sandbox.close)
    sandbox.store.putManifest({ repository: 'team/app', mediaType: 'application/json', bytes, tag: '1.0' })
    sandbox.setFault({ path: /manifests/, times: 1 }, { truncate: 5 })
    expect((await getManifest(createClient(sandbox.registry), address)).digest).toBe(digest)
    expect(sandbox.requests).toHaveLength(2)
  })

  it.each([
    [400, 'UNSUPPORTED', 'unsupported'],
    [400, 'MANIFEST_INVALID', 'rejected'],
    [404, 'MANIFEST_BLOB_UNKNOWN', 'rejected'],
    [403, 'DENIED', 'denied'],
    [409, 'TAG_IMMUTABLE', 'conflict'],
    [412, 'PROJECTPOLICYVIOLATION', 'rejected'],
    [412, 'ELSE', 'conflict'],
    [413, 'ELSE', 'too-large'],
    [405, 'ELSE', 'unsupported'],
    [418, 'ELSE', 'rejected'],
    [500, 'UNKNOWN', 'unavailable'],
  ] as const)('%i %s to a write is %s', async (status, code, kind) => {
    const server = await serve((_request, response) =>
      response.writeHead(status).end(JSON.stringify({ errors: [{ code, message: 'm', detail: { a: 1 } }] })),
    )
    const put = putManifest(createClient(server.registry), { ...address, bytes, mediaType: 'application/json' })
    await expect(put).rejects.toEqual(fails(kind, { status, codes: [code], detail: { a: 1 }, registryMessage: 'm' }))
    await expect(put).rejects.toThrow(server.registry)
  })
})

describe('cancelling', () => {
  it('closes the connection', async () => {
    let closed: (() => void) | undefined
    const isClosed = new Promise<void>((resolve) => {
      closed = resolve
    })
    const controller = new AbortController()
    const server = await serve((_request, response) => {
      response.on('close', () => closed?.())
      controller.abort()
    })
    const get = getManifest(createClient(server.registry), { ...address, signal: controller.signal })
    await expect(get).rejects.toEqual(fails('aborted', { retryable: false }))
    await isClosed
  })

  it('before the start asks nothing', async () => {
    const server = await serve((_request, response) => response.end())
    const get = getManifest(createClient(server.registry), { ...address, signal: AbortSignal.abort() })
    await expect(get).rejects.toEqual(fails('aborted'))
    expect(server.seen).toEqual([])
  })
})

describe('names', () => {
  it.each(['a/../b', 'a/%2e%2e/b', 'A/b', 'a//b', 'a/b?x', 'a/b#', '', '..'])(
    'such as %j reach no registry',
    async (repository) => {
      const server = await serve((_request, response) => response.end())
      await expect(getManifest(createClient(server.registry), { repository, name: '1' })).rejects.toEqual(
        fails('rejected'),
      )
      expect(server.seen).toEqual([])
    },
  )
})

it('does not reach this machine by a name that only looks public', async () => {
  const server = await serve((_request, response) => response.end())
  const port = server.registry.split(':')[1]
  for (const host of ['0.0.0.0', '[::]', '[::ffff:127.0.0.1]'])
    await expect(ping(createClient(`${host}:${port}`))).rejects.toEqual(fails('not-allowed'))
  expect(server.seen).toEqual([])
})
