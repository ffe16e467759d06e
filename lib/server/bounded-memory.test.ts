/** Whatever is remembered by names that strangers choose has an end, however many they think of. */
import { queryObjects } from 'node:v8'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Breakers } from '@/lib/registry/breakers'
import { RegistryError } from '@/lib/registry/errors'
import { RequestQueues } from '@/lib/registry/request-queues'
import { Secret } from '@/lib/registry/secret'
import { listTags } from '@/lib/registry/tags'
import { startServer, type TestServer } from '@/lib/registry/test-server'
import { TokenStore } from '@/lib/registry/token'
import { readConfig } from './config'
import { createRegistryAccess, type RegistryAccess } from './registry-access'
import { singleton } from './singleton'
import { WorkQueue } from './work-queue'

/** Every name is this machine, and nobody else is asked. */
vi.mock('node:dns', async (original) => ({
  ...(await original<typeof import('node:dns')>()),
  lookup: (_hostname: string, _options: object, callback: (error: null, addresses: object[]) => void) =>
    callback(null, [{ address: '127.0.0.1', family: 4 }]),
}))

const maxRegistries = 1_000
const floodOfRegistries = maxRegistries + 200
const atOnce = 20

describe('registries without end', () => {
  let server: TestServer
  let access: RegistryAccess

  beforeAll(async () => {
    server = await startServer((request, response) => {
      response.setHeader('connection', 'close')
      response.setHeader('warning', '299 - "hello"')
      if (request.url?.startsWith('/token')) return response.end(JSON.stringify({ token: 'a-token' }))
      if (request.headers.authorization) return response.end(JSON.stringify({ name: 'a/b', tags: ['1'] }))
      const realm = `http://${request.headers.host}/token`
      return response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",service="s"` }).end()
    })
    const port = server.registry.split(':')[1]
    const names = Array.from({ length: floodOfRegistries }, (_, index) => `r${index}.example:${port}`)
    access = createRegistryAccess(readConfig({ ARCHIPELAGO_PLAIN_HTTP: names.join(',') }))
    const listOne = (registry: string) =>
      access.lanes.run(registry, undefined, () =>
        access.flights.run(registry, undefined, (signal) =>
          listTags(access.client(registry), { repository: 'a/b', signal }),
        ),
      )
    for (let start = 0; start < names.length; start += atOnce) {
      const answers = await Promise.all(names.slice(start, start + atOnce).map(listOne))
      expect(answers.every(({ tags }) => tags[0] === '1')).toBe(true)
    }
  }, 60_000)
  afterAll(() => server.close())

  it('leave so many clients', () => {
    expect(queryObjects(Breakers, { format: 'count' })).toBeLessThanOrEqual(maxRegistries + 1)
  })

  it('leave so many notes and lanes', () => {
    expect(access.notes.all()).toHaveLength(maxRegistries)
    expect(access.lanes.size).toBe(maxRegistries)
  })

  it('leave nothing of what is done: no turns, no flights, no connections', () => {
    expect(singleton('request-queues', () => new RequestQueues()).size).toBe(0)
    expect(access.flights.size).toBe(0)
    const agents: Map<string, { stats: object }> = Reflect.get(globalThis, Symbol.for('archipelago.egress'))
    expect([...agents.values()].flatMap(({ stats }) => Object.keys(stats))).toEqual([])
  })
})

it('tokens, refusals, challenges and identities without end are so many each', async () => {
  const tokens = new TokenStore({ maxTokens: 100 })
  const { signal } = new AbortController()
  const token = new Secret('a-token')
  for (let index = 0; index < 1_000; index += 1) {
    const key = `key ${index}`
    tokens.rememberChallenge(key, { scheme: 'basic' })
    tokens.rememberIdentity(key, token)
    await tokens.get(key, { fetch: async () => ({ token, expiresAtMs: Date.now() + 3_600_000 }), signal })
    const refuse = async () => {
      throw new RegistryError({ kind: 'denied', registry: key, message: 'no' })
    }
    await tokens.get(`refused ${index}`, { fetch: refuse, signal }).catch(() => undefined)
  }
  expect(tokens.size).toBe(4 * 100)
})

it('visitors without end leave no turns', () => {
  const queue = new WorkQueue({ running: 10, runningEach: 2, waiting: 20, waitingEach: 2 })
  const turns = Array.from({ length: 100_000 }, (_, index) => queue.enter(`visitor ${index}`))
  expect(queue.visitors).toBe(30)
  for (const turn of turns) turn?.leave()
  expect(queue.visitors).toBe(0)
})
