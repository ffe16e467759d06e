import { describe, expect, it } from 'vitest'
import { RegistryError, type RegistryErrorKind } from './errors'
import { getManifest } from './manifests'
import { Secret } from './secret'
import { serve } from './served.fixture'
import { createClient, user } from './test-server'
import { TokenStore } from './token'

const { signal } = new AbortController()

describe('a token that was refused', () => {
  const fails = (kind: RegistryErrorKind) => () =>
    Promise.reject(new RegistryError({ kind, registry: 'r.example', message: `${kind}.` }))
  const issues = async () => ({ token: new Secret('T'), expiresAtMs: 1e9 })

  it.each(['unauthorized', 'denied'] as const)('as %s is not asked for again within five seconds', async (kind) => {
    let nowMs = 0
    const store = new TokenStore({ now: () => nowMs })
    await expect(store.get('k', { fetch: fails(kind), signal })).rejects.toMatchObject({ kind })
    nowMs = 4_999
    await expect(store.get('k', { fetch: issues, signal })).rejects.toMatchObject({ kind })
    expect((await store.get('another', { fetch: issues, signal })).reveal()).toBe('T')
    nowMs = 5_000
    expect((await store.get('k', { fetch: issues, signal })).reveal()).toBe('T')
  })

  it.each(['unavailable', 'timeout', 'rate-limited', 'invalid-answer'] as const)(
    'as %s is asked for again at once',
    async (kind) => {
      const store = new TokenStore({ now: () => 0 })
      await expect(store.get('k', { fetch: fails(kind), signal })).rejects.toMatchObject({ kind })
      expect((await store.get('k', { fetch: issues, signal })).reveal()).toBe('T')
    },
  )

  it('is asked for again after a sign-out', async () => {
    const store = new TokenStore({ now: () => 0 })
    await expect(store.get('k', { fetch: fails('denied'), signal })).rejects.toMatchObject({ kind: 'denied' })
    store.clear()
    expect((await store.get('k', { fetch: issues, signal })).reveal()).toBe('T')
    store.clear()
    expect(store.size).toBe(0)
  })
})

describe('a token is for', () => {
  /** Registries of one token server, which numbers its tokens, each with a service or realm of its own. */
  async function registriesOf(tokenServer: { origin: string }, questions: string[]) {
    const servers = questions.map((question) =>
      serve((request, response) => {
        if (request.headers.authorization?.startsWith('Bearer ')) return response.end('{}')
        const realm = `${tokenServer.origin}/${question}`
        return response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}"` }).end()
      }),
    )
    return Promise.all(servers)
  }

  it.each([
    ['the registry that it was issued for', ['token', 'token'], ['alice', 'alice']],
    ['who signed in for it', ['token', 'token'], ['alice', 'bob']],
  ])('%s alone', async (_what, questions, names) => {
    const tokenServer = await serve((_request, response) => response.end(`{"token":"T${tokenServer.seen.length}"}`))
    const servers = await registriesOf(tokenServer, questions)
    const tokens = new TokenStore()
    for (const [index, { registry }] of servers.entries()) {
      const credential = user(`secret of ${names[index]}`)
      const client = createClient(registry, { tokens, credential, plainHttp: [tokenServer.registry] })
      for (const name of ['1', '2']) await getManifest(client, { repository: 'a/b', name })
    }
    expect(tokenServer.seen).toHaveLength(2)
    const carried = servers.map(({ headersSeen }) => headersSeen.map(({ authorization }) => authorization))
    expect(carried).toEqual([
      [undefined, 'Bearer T1', 'Bearer T1'],
      [undefined, 'Bearer T2', 'Bearer T2'],
    ])
  })

  it('the place that it was issued at: one of another place is neither taken for it nor in its place', async () => {
    const tokenServer = await serve((request, response) =>
      response.end(`{"token":"${new URL(request.url ?? '', 'http://x').searchParams.get('for')}"}`),
    )
    const server = await serve((request, response) => {
      const wanted = request.url?.at(-1) ?? ''
      if (request.headers.authorization === `Bearer ${wanted}`) return response.end('{}')
      const realm = `${tokenServer.origin}/token?for=${wanted}`
      return response
        .writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",scope="repository:a/b:pull"` })
        .end()
    })
    const client = createClient(server.registry, { plainHttp: [tokenServer.registry] })
    for (const name of ['1', '2', '1', '2']) await getManifest(client, { repository: 'a/b', name })
    expect(tokenServer.seen).toHaveLength(2)
  })

  it('one person at one registry: another one’s is not taken, although everything else is the same', async () => {
    const tokenServer = await serve((_request, response) => response.end(`{"token":"T${tokenServer.seen.length}"}`))
    const [server] = await registriesOf(tokenServer, ['token'])
    if (!server) throw new Error('no server')
    const tokens = new TokenStore()
    for (const name of ['alice', 'bob', 'alice']) {
      const credential = user(`secret of ${name}`)
      const client = createClient(server.registry, { tokens, credential, plainHttp: [tokenServer.registry] })
      await getManifest(client, { repository: 'a/b', name: '1' })
    }
    const carried = server.headersSeen.flatMap(({ authorization }) => authorization ?? [])
    expect(carried).toEqual(['Bearer T1', 'Bearer T2', 'Bearer T1'])
  })
})
