import { describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { getManifest } from './manifests'
import { serve } from './served.fixture'
import { createClient, type Handler, type TestServer, user } from './test-server'

const bytes = Buffer.from('{"schemaVersion":2,"manifests":[]}')
const digest = computeDigest(bytes)
const address = { repository: 'team/app', name: '1.0' }
const tellsAuthorization = ({ headersSeen }: TestServer) =>
  headersSeen.map(({ authorization = 'nobody' }) => authorization)
const basic = `Basic ${Buffer.from('alice:wonderland-4711').toString('base64')}`

/** Wants a sign-in, and sends whoever has one on to `location`; where it is asked as `/end`, it has the document. */
const sendsOn =
  (location: () => string): Handler =>
  (request, response) => {
    if (request.url === '/end') return response.end(bytes)
    if (!request.headers.authorization) return response.writeHead(401, { 'www-authenticate': 'Basic realm="r"' }).end()
    return response.writeHead(307, { location: location() }).end()
  }

describe('a redirect of a read', () => {
  it.each([
    [5, 'the document'],
    [6, 'invalid-answer'],
  ])('%i times ends with %s', async (hops, expected) => {
    const server = await serve((request, response) => {
      const hop = Number(request.url?.split('hop=')[1] ?? 0)
      if (hop === hops) return response.end(bytes)
      response.writeHead(302, { location: `/v2/x?hop=${hop + 1}` }).end()
    })
    const found = await getManifest(createClient(server.registry), address).then(
      (manifest) => (manifest.digest === digest ? 'the document' : 'another'),
      ({ kind }: { kind: string }) => kind,
    )
    expect(found).toBe(expected)
    expect(server.seen).toHaveLength(6)
  })

  it.each([301, 302, 303, 307, 308])('by %i is followed', async (status) => {
    const server = await serve((request, response) =>
      request.url === '/end' ? response.end(bytes) : response.writeHead(status, { location: '/end' }).end(),
    )
    expect((await getManifest(createClient(server.registry), address)).digest).toBe(digest)
  })

  it('to another host and back again does not bring the sign-in back', async () => {
    const other: TestServer = await serve((_request, response) =>
      response.writeHead(307, { location: `${home.origin}/end` }).end(),
    )
    const home: TestServer = await serve(sendsOn(() => `${other.origin}/x`))
    const client = createClient(home.registry, { credential: user(), plainHttp: [other.registry] })
    expect((await getManifest(client, address)).digest).toBe(digest)
    expect(tellsAuthorization(other)).toEqual(['nobody'])
    expect(tellsAuthorization(home)).toEqual(['nobody', basic, 'nobody'])
  })

  it('takes along no more than four headers', async () => {
    const store = await serve((_request, response) => response.end(bytes))
    const server = await serve((_request, response) => response.writeHead(307, { location: `${store.origin}/x` }).end())
    const headers = { accept: '*/*', range: 'bytes=0-9', 'if-none-match': '"x"', 'x-own': 'y', cookie: 'a=b' }
    const client = createClient(server.registry, { plainHttp: [store.registry] })
    await client.request({ method: 'GET', path: '/v2/team/app/manifests/1.0', scopes: [], headers })
    expect(server.headersSeen[0]).toMatchObject(headers)
    expect(Object.keys(store.headersSeen[0] ?? {}).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'if-none-match',
      'range',
      'user-agent',
    ])
  })
})

describe('a redirect of a write', () => {
  const ways = (['PUT', 'POST', 'PATCH', 'DELETE'] as const).flatMap((method) =>
    [301, 302, 303, 307, 308].map((status) => [method, status] as const),
  )
  it.each(ways)('by %s, %i, is not followed, not even on the same origin', async (method, status) => {
    const server = await serve((_request, response) => response.writeHead(status, { location: '/end' }).end())
    const request = { method, path: '/v2/team/app/manifests/1.0', scopes: [], body: bytes }
    await expect(createClient(server.registry).request(request)).rejects.toMatchObject({ kind: 'rejected', status })
    expect(server.seen).toEqual([`${method} /v2/team/app/manifests/1.0`])
  })
})
