import { afterEach, describe, expect, it } from 'vitest'
import { startSandbox } from '@/lib/sandbox/sandbox'
import { getManifest } from './manifests'
import { RegistryNotes } from './notes'
import { ping } from './ping'
import { Secret } from './secret'
import { createClient, startServer, user } from './test-server'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const mediaType = 'application/vnd.oci.image.index.v1+json'
const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests: [] }))
const address = { repository: 'team/app', name: '1.0' }

async function sandboxWith(options: Parameters<typeof startSandbox>[0]) {
  const sandbox = await startSandbox({ port: 0, images: false, ...options })
  closers.push(sandbox.close)
  sandbox.store.putManifest({ repository: 'team/app', mediaType, bytes, tag: '1.0' })
  return sandbox
}

describe('a client notes', () => {
  it('what is left of a rate limit, and warnings, also beside errors', async () => {
    const server = await startServer((_request, response) => {
      response.setHeader('ratelimit-limit', '100;w=21600')
      response.setHeader('ratelimit-remaining', `${10 - server.seen.length};w=21600`)
      response.setHeader('warning', ['299 - "Moves to \\"new\\"."', '199 - "no"'])
      response.writeHead(404).end()
    })
    closers.push(server.close)
    const notes = new RegistryNotes({ now: () => 5 })
    const client = createClient(server.registry, { onNotes: notes.observe })
    for (let count = 0; count < 2; count += 1) await ping(client).catch(() => {})
    expect(notes.of(server.registry)).toEqual({
      rateLimit: { limit: 100, remaining: 8, windowSeconds: 21_600 },
      rateLimitAtMs: 5,
      warnings: ['Moves to "new".'],
      restsUntilMs: 0,
      updatedAtMs: 5,
    })
  })

  it.each(['bearer', 'basic'] as const)(
    'that a sign-in by %s was refused, and that a better one was not',
    async (kind) => {
      const sandbox = await sandboxWith({
        auth: { kind, username: 'alice', password: 'wonderland-4711', anonymousPull: true },
      })
      const notes = new RegistryNotes()
      const observed = { onNotes: notes.observe }
      await getManifest(createClient(sandbox.registry, observed), address)
      expect(notes.of(sandbox.registry)?.signInRefused).toBeUndefined()
      const stale = createClient(sandbox.registry, { ...observed, credential: user('stale') })
      // the question for the catalog is what makes Basic be brought along everywhere
      if (kind === 'basic')
        await stale.request({ method: 'GET', path: '/v2/_catalog', scopes: ['repository:'] }).catch(() => {})
      expect((await getManifest(stale, address)).bytes).toEqual(bytes)
      expect(notes.of(sandbox.registry)?.signInRefused).toBe(true)
      const good = createClient(sandbox.registry, { ...observed, credential: user() })
      if (kind === 'basic') await good.request({ method: 'GET', path: '/v2/_catalog', scopes: ['repository:'] })
      await getManifest(good, address)
      expect(notes.of(sandbox.registry)?.signInRefused).toBe(false)
    },
  )

  it('that a registry token was refused where everybody may read', async () => {
    const sandbox = await sandboxWith({ auth: { kind: 'bearer' } })
    const notes = new RegistryNotes()
    const credential = { registryToken: new Secret('stale') }
    const client = createClient(sandbox.registry, { onNotes: notes.observe, credential })
    expect((await getManifest(client, address)).bytes).toEqual(bytes)
    expect(notes.of(sandbox.registry)?.signInRefused).toBe(true)
  })
})

describe('RegistryNotes', () => {
  it('keep the newest of each, each warning once, and what was last heard of first', () => {
    let nowMs = 1
    const notes = new RegistryNotes({ now: () => nowMs })
    notes.observe({ registry: 'a', rateLimit: { remaining: 5 }, warnings: ['x'] })
    nowMs = 2
    notes.observe({ registry: 'b' })
    notes.observe({ registry: 'a', signInRefused: true, warnings: ['y', 'x'] })
    expect(notes.all()).toEqual([
      {
        registry: 'a',
        notes: {
          rateLimit: { remaining: 5 },
          rateLimitAtMs: 1,
          signInRefused: true,
          warnings: ['y', 'x'],
          updatedAtMs: 2,
        },
      },
      { registry: 'b', notes: { updatedAtMs: 2 } },
    ])
    notes.forget('a')
    expect(notes.of('a')).toBeUndefined()
  })

  it('are of a bounded number of registries', () => {
    const notes = new RegistryNotes({ max: 10 })
    for (let count = 0; count < 1_000; count += 1) notes.observe({ registry: `r${count}.example` })
    expect(notes.all()).toHaveLength(10)
  })
})
