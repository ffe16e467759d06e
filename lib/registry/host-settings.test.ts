import { describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { getBlob } from './blobs'
import { deleteManifest, getManifest, headManifest, putManifest } from './manifests'
import { ping } from './ping'
import { serve } from './served.fixture'
import { listTags } from './tags'
import { createClient, type Handler, user } from './test-server'

const mediaType = 'application/vnd.oci.image.index.v1+json'
const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests: [] }))
const digest = computeDigest(bytes)
const repository = 'team/app'
const gives: Handler = (_request, response) => response.setHeader('content-type', mediaType).end(bytes)

describe('mirrors', () => {
  it('are asked in order for content by digest, the registry when none has it', async () => {
    const broken = await serve((_request, response) => response.writeHead(503).end())
    const lacking = await serve((_request, response) => response.writeHead(404).end())
    const origin = await serve(gives)
    const settings = { mirrors: [broken.origin, 'http://127.0.0.1:1', lacking.origin] }
    const client = createClient(origin.registry, { settings })
    expect(Buffer.from((await getManifest(client, { repository, name: digest })).bytes)).toEqual(bytes)
    const path = `/v2/team/app/manifests/${digest}`
    expect(broken.seen).toEqual([`GET ${path}?ns=${origin.registry}`])
    expect(lacking.seen).toEqual([`GET ${path}?ns=${origin.registry}`])
    expect(origin.seen).toEqual([`GET ${path}`])
  })

  it('spare the registry what they have, also whether there is something', async () => {
    const mirror = await serve((_request, response) =>
      response.setHeader('content-type', mediaType).setHeader('docker-content-digest', digest).end(bytes),
    )
    const origin = await serve(gives)
    const client = createClient(origin.registry, { settings: { mirrors: [mirror.origin] } })
    expect(Buffer.from(await getBlob(client, { repository, digest, maxBytes: 1_000 }))).toEqual(bytes)
    expect((await headManifest(client, { repository, name: digest }))?.digest).toBe(digest)
    expect(origin.seen).toEqual([])
  })

  it('say where a tag points only to who can live with an old answer, or where nothing is written', async () => {
    const mirror = await serve(gives)
    const origin = await serve(gives)
    const settings = { mirrors: [mirror.origin] }
    const client = createClient(origin.registry, { settings })
    await getManifest(client, { repository, name: '1.0' })
    expect([mirror.seen.length, origin.seen.length]).toEqual([0, 1])
    await getManifest(client, { repository, name: '1.0', mayBeStale: true })
    const reader = createClient(origin.registry, { settings: { ...settings, readOnly: true } })
    await getManifest(reader, { repository, name: '1.0' })
    expect([mirror.seen.length, origin.seen.length]).toEqual([2, 1])
  })

  it('are asked for no lists and get no writes', async () => {
    const mirror = await serve(gives)
    const origin = await serve((request, response) =>
      request.method === 'PUT' ? response.writeHead(201).end() : response.end('{"tags":["a"]}'),
    )
    const client = createClient(origin.registry, { settings: { mirrors: [mirror.origin] } })
    await listTags(client, { repository })
    await putManifest(client, { repository, name: digest, bytes, mediaType })
    expect(mirror.seen).toEqual([])
  })

  it('get the sign-in of their own name, never that of the registry', async () => {
    const asks: Handler = (_request, response) =>
      response.writeHead(401, { 'www-authenticate': 'Basic realm="r"' }).end()
    const mirror = await serve(asks)
    const origin = await serve(asks)
    const wanted: string[] = []
    const credentials = {
      find: async (registry: string, repositoryName?: string) => {
        wanted.push(`${registry === mirror.registry ? 'mirror' : 'origin'} ${repositoryName}`)
        return registry === mirror.registry ? undefined : user()
      },
    }
    const client = createClient(origin.registry, { credentials, settings: { mirrors: [mirror.origin] } })
    await expect(getManifest(client, { repository, name: digest })).rejects.toMatchObject({ kind: 'unauthorized' })
    expect(mirror.headersSeen.map(({ authorization }) => authorization)).not.toContainEqual(expect.anything())
    expect(wanted).toEqual(['mirror team/app', 'origin team/app'])
    expect(origin.headersSeen.some(({ authorization }) => authorization?.startsWith('Basic '))).toBe(true)
  })

  it('that hang do not use up the time of the registry', async () => {
    const mirror = await serve(() => {})
    const origin = await serve(gives)
    const timeouts = { connectMs: 500, headersMs: 3_000, totalMs: 1_500 }
    const client = createClient(origin.registry, { timeouts, settings: { mirrors: [mirror.origin] } })
    expect((await getManifest(client, { repository, name: digest })).digest).toBe(digest)
  })
})

describe('a registry that is read only', () => {
  it('gets no write, and the sentence says why', async () => {
    const server = await serve(gives)
    const client = createClient(server.registry, { settings: { readOnly: true } })
    const refused = { kind: 'denied', message: expect.stringContaining('read only') }
    await expect(putManifest(client, { repository, name: '1', bytes, mediaType })).rejects.toMatchObject(refused)
    await expect(deleteManifest(client, { repository, name: digest })).rejects.toMatchObject(refused)
    expect(server.seen).toEqual([])
    await getManifest(client, { repository, name: '1' })
  })
})

describe('other settings', () => {
  it('send requests to another endpoint under the same name', async () => {
    const server = await serve(gives)
    const client = createClient('registry.example', { settings: { endpoint: server.origin } })
    await getManifest(client, { repository, name: '1' })
    expect(client.host).toBe(server.registry)
    expect(server.seen).toEqual(['GET /v2/team/app/manifests/1'])
  })

  it('allow so many requests at a time', async () => {
    let running = 0
    let most = 0
    const server = await serve((_request, response) => {
      running += 1
      most = Math.max(most, running)
      setImmediate(() => {
        running -= 1
        response.end('{}')
      })
    })
    const client = createClient(server.registry, { settings: { concurrency: 2 } })
    await Promise.all(Array.from({ length: 20 }, () => ping(client)))
    expect(most).toBe(2)
    expect(server.seen).toHaveLength(20)
  })

  it('let the sign-in go to a token server that is trusted, to no other', async () => {
    const tokens = await serve((_request, response) => response.end('{"token":"T"}'))
    const server = await serve((request, response) => {
      if (request.headers.authorization === 'Bearer T') return gives(request, response)
      response.writeHead(401, { 'www-authenticate': `Bearer realm="${tokens.origin}/token"` }).end()
    })
    const trusting = createClient(server.registry, { credential: user(), settings: { trusted: [tokens.registry] } })
    await getManifest(trusting, { repository, name: '1' })
    expect(tokens.headersSeen[0]?.authorization).toMatch(/^Basic /)
    const strict = createClient(server.registry, { credential: user(), settings: { trusted: ['127.0.0.1:1'] } })
    await expect(getManifest(strict, { repository, name: '1' })).rejects.toMatchObject({ kind: 'not-allowed' })
    expect(tokens.seen).toHaveLength(1)
  })

  it('let a host that is trusted have the sign-in when it asks, not before', async () => {
    const store = await serve((request, response) => {
      if (request.headers.authorization) return gives(request, response)
      response.writeHead(401, { 'www-authenticate': 'Basic realm="store"' }).end()
    })
    const server = await serve((_request, response) => response.writeHead(307, { location: `${store.origin}/b` }).end())
    const settings = { trusted: [store.registry] }
    const client = createClient(server.registry, { credential: user(), settings })
    expect(Buffer.from(await getBlob(client, { repository, digest, maxBytes: 1_000 }))).toEqual(bytes)
    expect(store.headersSeen.map(({ authorization }) => authorization !== undefined)).toEqual([false, true])
  })
})
