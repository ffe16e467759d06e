import { afterEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import type { RegistryErrorKind } from './errors'
import { getManifest, putManifest } from './manifests'
import { Secret } from './secret'
import { serve } from './served.fixture'
import { createClient, user } from './test-server'
import { TokenStore } from './token'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function sandboxWith(options: Parameters<typeof startSandbox>[0]): Promise<Sandbox> {
  const sandbox = await startSandbox({ port: 0, ...options })
  closers.push(sandbox.close)
  sandbox.store.putManifest({ repository: 'team/app', mediaType, bytes, tag: '1.0' })
  return sandbox
}

const mediaType = 'application/vnd.oci.image.index.v1+json'
const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests: [] }))
const address = { repository: 'team/app', name: '1.0' }
const login = { username: 'alice', password: 'wonderland-4711' }
const fails = (kind: RegistryErrorKind) => expect.objectContaining({ name: 'RegistryError', kind })
const tokenRequests = (sandbox: Sandbox) => sandbox.requests.filter(({ path }) => path.startsWith('/token'))

describe('a registry with tokens', () => {
  it('reads with an anonymous token, and brings it along the next time', async () => {
    const sandbox = await sandboxWith({ auth: { kind: 'bearer' } })
    const client = createClient(sandbox.registry)
    await getManifest(client, address)
    await getManifest(client, address)
    expect(sandbox.requests.map(({ method, status }) => `${method} ${status}`)).toEqual([
      'GET 401',
      'GET 200',
      'GET 200',
      'GET 200',
    ])
  })

  it('asks for pull alone when a writer reads, and for push when he writes', async () => {
    const sandbox = await sandboxWith({ auth: { kind: 'bearer', ...login } })
    const client = createClient(sandbox.registry, { credential: user() })
    await getManifest(client, address)
    await putManifest(client, { ...address, bytes, mediaType })
    const scopes = tokenRequests(sandbox).map(({ path }) => new URL(path, sandbox.url).searchParams.getAll('scope'))
    expect(scopes).toEqual([['repository:team/app:pull'], ['repository:team/app:pull,push']])
  })

  it('renews a token that was revoked', async () => {
    const sandbox = await sandboxWith({ auth: { kind: 'bearer' } })
    const client = createClient(sandbox.registry)
    await getManifest(client, address)
    sandbox.revokeTokens()
    expect((await getManifest(client, address)).bytes).toEqual(bytes)
  })

  it('reads a public image although the stored sign-in is refused', async () => {
    const sandbox = await sandboxWith({ auth: { kind: 'bearer', ...login, anonymousPull: true } })
    const client = createClient(sandbox.registry, { credential: user('stale') })
    expect((await getManifest(client, address)).bytes).toEqual(bytes)
  })

  it.each([401, 403])('does so where its token server answers %i to that', async (status) => {
    const server = await serve((request, response) => {
      const { authorization } = request.headers
      if (request.url?.startsWith('/token'))
        return authorization ? response.writeHead(status).end() : response.end('{"token":"T"}')
      if (authorization === 'Bearer T') return response.end(bytes)
      response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${request.headers.host}/token"` }).end()
    })
    const client = createClient(server.registry, { credential: user('stale') })
    expect((await getManifest(client, address)).bytes).toEqual(bytes)
    expect(server.seen.filter((line) => line.startsWith('GET /token'))).toHaveLength(2)
    await expect(putManifest(client, { ...address, bytes, mediaType })).rejects.toMatchObject({
      message: expect.stringContaining(status === 401 ? 'refused the stored sign-in' : 'You are signed in'),
    })
  })

  it('does not write without the sign-in', async () => {
    const sandbox = await sandboxWith({ auth: { kind: 'bearer', ...login, anonymousPull: true } })
    const stale = createClient(sandbox.registry, { credential: user('stale') })
    await expect(putManifest(stale, { ...address, bytes, mediaType })).rejects.toEqual(fails('unauthorized'))
    const nobody = createClient(sandbox.registry)
    await expect(putManifest(nobody, { ...address, bytes, mediaType })).rejects.toEqual(fails('unauthorized'))
  })

  it('keeps the tokens of two people apart', async () => {
    const sandbox = await sandboxWith({ auth: { kind: 'bearer', ...login, anonymousPull: false } })
    const tokens = new TokenStore()
    await getManifest(createClient(sandbox.registry, { tokens, credential: user() }), address)
    const stranger = createClient(sandbox.registry, { tokens })
    await expect(getManifest(stranger, address)).rejects.toEqual(fails('unauthorized'))
  })

  it('exchanges an identity token by POST, and by GET where POST is refused', async () => {
    const server = await serve((request, response) => {
      const { origin } = new URL(`http://${request.headers.host}`)
      const isToken = request.url?.startsWith('/token')
      if (isToken && request.method === 'POST') return response.writeHead(405).end()
      if (isToken) return response.end(JSON.stringify({ token: 'T' }))
      if (request.headers.authorization === 'Bearer T') return response.end(bytes)
      response.writeHead(401, { 'www-authenticate': `Bearer realm="${origin}/token",service="s"` }).end()
    })
    const client = createClient(server.registry, { credential: { identityToken: new Secret('refresh') } })
    expect((await getManifest(client, address)).bytes).toEqual(bytes)
    expect(server.seen[1]).toBe('POST /token')
    expect(server.seen[2]).toBe('GET /token?service=s&scope=repository%3Ateam%2Fapp%3Apull')
  })
})

describe('F13 a registry that never has enough', () => {
  it('is given up after one fresh token for the same challenge', async () => {
    const server = await serve((request, response) => {
      if (request.url?.startsWith('/token')) return response.end('{"token":"T"}')
      response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${request.headers.host}/token"` }).end()
    })
    await expect(getManifest(createClient(server.registry), address)).rejects.toEqual(fails('unauthorized'))
    expect(server.seen.filter((line) => line.includes('/token'))).toHaveLength(1)
  })
})

describe('F13 a registry that wants something else each time', () => {
  it('is given up after two tokens', async () => {
    const server = await serve((request, response) => {
      if (request.url?.startsWith('/token')) return response.end(`{"token":"T${server.seen.length}"}`)
      const scope = `repository:team/app:right-${server.seen.length}`
      const challenge = `Bearer realm="http://${request.headers.host}/token",scope="${scope}"`
      return response.writeHead(401, { 'www-authenticate': challenge }).end()
    })
    await expect(getManifest(createClient(server.registry), address)).rejects.toEqual(fails('unauthorized'))
    expect(server.seen.map((line) => line.replace(/\?.*/, ''))).toEqual([
      'GET /v2/team/app/manifests/1.0',
      'GET /token',
      'GET /v2/team/app/manifests/1.0',
      'GET /token',
      'GET /v2/team/app/manifests/1.0',
    ])
  })
})

describe('where the sign-in goes', () => {
  it('is sent as Basic where that is asked for', async () => {
    const sandbox = await sandboxWith({ auth: { kind: 'basic', ...login } })
    expect((await getManifest(createClient(sandbox.registry, { credential: user() }), address)).bytes).toEqual(bytes)
    const wrong = createClient(sandbox.registry, { credential: user('wrong') })
    await expect(getManifest(wrong, address)).rejects.toEqual(fails('unauthorized'))
    await expect(getManifest(createClient(sandbox.registry), address)).rejects.toEqual(fails('unauthorized'))
  })

  it.each([
    ['Negotiate', 'Negotiate'],
    ['NTLM TlRMTVNTUAAC==, Negotiate', 'NTLM'],
    ['Digest realm="r",nonce="n"', 'Digest'],
  ])('is sent nowhere for %s alone, which is said', async (challenge, name) => {
    const server = await serve((_request, response) => response.writeHead(401, { 'www-authenticate': challenge }).end())
    const error = getManifest(createClient(server.registry, { credential: user() }), address)
    await expect(error).rejects.toMatchObject({
      kind: 'unauthorized',
      message: expect.stringContaining(`signed in to by ${name}`),
    })
    expect(server.headersSeen.map(({ authorization }) => authorization)).toEqual(
      server.headersSeen.map(() => undefined),
    )
  })

  it.each(['Bearer service="s"', 'Bearer realm="",service="s"'])(
    'is sent nowhere for %s: where to is not guessed',
    async (line) => {
      const server = await serve((_request, response) => response.writeHead(401, { 'www-authenticate': line }).end())
      await expect(getManifest(createClient(server.registry, { credential: user() }), address)).rejects.toMatchObject({
        kind: 'unauthorized',
        message: `${server.registry} asks for a sign-in without saying where. Ask whoever runs it.`,
      })
      expect(server.seen).toEqual(['GET /v2/team/app/manifests/1.0'])
    },
  )

  it('is sent as Basic where that stands beside what is not known', async () => {
    const server = await serve((request, response) => {
      if (request.headers.authorization?.startsWith('Basic ')) return response.end(bytes)
      response.writeHead(401, { 'www-authenticate': ['Negotiate', 'Basic realm="r"'] }).end()
    })
    const client = createClient(server.registry, { credential: user() })
    expect((await getManifest(client, address)).bytes).toEqual(bytes)
  })

  it('never goes to a foreign realm, which is not even asked when it is on this machine', async () => {
    const canary = await serve((_request, response) => response.end('{"token":"T"}'))
    const server = await serve((_request, response) =>
      response.writeHead(401, { 'www-authenticate': `Bearer realm="${canary.origin}/token"` }).end(),
    )
    const client = createClient(server.registry, { credential: user() })
    await expect(getManifest(client, address)).rejects.toEqual(fails('not-allowed'))
    expect(canary.seen).toEqual([])
  })

  it('does not go to a foreign realm that may be asked, which gives a token for everybody', async () => {
    const stranger = await serve((_request, response) => response.end('{"token":"T"}'))
    // another host, although it is the same machine
    const place = stranger.registry.replace('127.0.0.1', 'localhost')
    const server = await serve((request, response) => {
      if (request.headers.authorization === 'Bearer T') return response.end(bytes)
      response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${place}/token"` }).end()
    })
    const client = createClient(server.registry, { credential: user(), plainHttp: [place] })
    expect((await getManifest(client, address)).bytes).toEqual(bytes)
    expect(stranger.headersSeen.map(({ authorization }) => authorization)).toEqual([undefined])
  })

  it('names no secret in any error', async () => {
    const sandbox = await sandboxWith({ auth: { kind: 'bearer', ...login, anonymousPull: false } })
    const client = createClient(sandbox.registry, { credential: user('very-secret-password') })
    const error = await getManifest(client, address).catch((caught: unknown) => caught)
    const { inspect } = await import('node:util')
    const text = inspect(error, { depth: 10, showHidden: true })
    expect(text).toContain('RegistryError')
    for (const form of ['very-secret-password', Buffer.from('alice:very-secret-password').toString('base64')])
      expect(text).not.toContain(form)
  })
})

describe('TokenStore', () => {
  const issue = (token: string, expiresAtMs: number) => async () => ({ token: new Secret(token), expiresAtMs })
  const { signal } = new AbortController()

  it('fetches anew ten seconds before a token expires', async () => {
    let nowMs = 0
    const store = new TokenStore({ now: () => nowMs })
    const get = async (token: string) => (await store.get('k', { fetch: issue(token, 60_000), signal })).reveal()
    expect(await get('first')).toBe('first')
    nowMs = 49_999
    expect(await get('second')).toBe('first')
    nowMs = 50_000
    expect(await get('third')).toBe('third')
  })

  it('ends the fetch when nobody waits for it any more, not before', async () => {
    const store = new TokenStore()
    const [one, two] = [new AbortController(), new AbortController()]
    let flight: AbortSignal | undefined
    const fetch = (flightSignal: AbortSignal) => {
      flight = flightSignal
      return new Promise<never>((_resolve, reject) =>
        flightSignal.addEventListener('abort', () => reject(flightSignal.reason)),
      )
    }
    const waits = [one, two].map((controller) => store.get('k', { fetch, signal: controller.signal }))
    one.abort()
    await expect(waits[0]).rejects.toThrow()
    expect(flight?.aborted).toBe(false)
    two.abort()
    await expect(waits[1]).rejects.toThrow()
    expect(flight?.aborted).toBe(true)
  })
})
