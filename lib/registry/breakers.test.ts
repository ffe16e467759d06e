import { createServer } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Breakers } from './breakers'
import { RegistryNotes } from './notes'
import { ping } from './ping'
import { createClient, startServer, type TestServer } from './test-server'

let server: TestServer
let nowMs: number
const closers: (() => Promise<void>)[] = []
beforeEach(async () => {
  nowMs = 1_000_000
  server = await startServer((_request, response) => response.end('{}'))
})
afterEach(async () => {
  await server.close()
  for (const close of closers.splice(0)) await close()
})

/** A registry that has gone, and comes back at the same address. */
async function goneRegistry() {
  await server.close()
  const [, port] = server.registry.split(':')
  const seen: string[] = []
  const comeBack = async () => {
    const again = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`)
      response.end('{}')
    })
    await new Promise<void>((resolve) => again.listen(Number(port), '127.0.0.1', resolve))
    closers.push(() => new Promise((resolve) => again.close(() => resolve()).closeAllConnections()))
  }
  return { registry: server.registry, seen, comeBack }
}

describe('a registry that cannot be reached', () => {
  it('is left alone after five failures, for half a minute, and its page says so', async () => {
    const gone = await goneRegistry()
    const notes = new RegistryNotes()
    const breakers = new Breakers({ now: () => nowMs, isExempt: () => false })
    const client = createClient(gone.registry, { breakers, onNotes: notes.observe })
    for (let count = 0; count < 2; count += 1)
      await expect(ping(client)).rejects.toMatchObject({
        kind: 'unreachable',
        message: expect.stringMatching(/Nothing|left/),
      })
    await gone.comeBack()
    await expect(ping(client)).rejects.toMatchObject({
      kind: 'unreachable',
      retryAfterSeconds: 30,
      message: expect.stringContaining('left alone'),
    })
    expect(gone.seen).toEqual([])
    expect(notes.of(gone.registry)?.restsUntilMs).toBe(nowMs + 30_000)
    nowMs += 30_000
    await ping(client)
    expect(gone.seen).toEqual(['GET /v2/'])
    expect(notes.of(gone.registry)?.restsUntilMs).toBe(0)
  })

  it('has one more chance after the rest', async () => {
    const gone = await goneRegistry()
    const breakers = new Breakers({ now: () => nowMs, isExempt: () => false })
    const client = createClient(gone.registry, { breakers })
    for (let count = 0; count < 2; count += 1) await ping(client).catch(() => {})
    nowMs += 30_000
    await expect(ping(client)).rejects.toMatchObject({ kind: 'unreachable' })
    expect(breakers.restsUntilMs(`http://${gone.registry}`)).toBe(nowMs + 30_000)
  })

  it('holds up no other one', async () => {
    const gone = await goneRegistry()
    const other = await startServer((_request, response) => response.end('{}'))
    closers.push(other.close)
    const breakers = new Breakers({ now: () => nowMs, isExempt: () => false })
    for (let count = 0; count < 2; count += 1) await ping(createClient(gone.registry, { breakers })).catch(() => {})
    await ping(createClient(other.registry, { breakers }))
    expect(other.seen).toEqual(['GET /v2/'])
  })
})

it('is not what an answer of any kind or a connection that breaks off leads to', async () => {
  const breaking = await startServer((_request, response) => response.socket?.destroy())
  closers.push(breaking.close)
  const breakers = new Breakers({ now: () => nowMs, isExempt: () => false })
  const client = createClient(breaking.registry, { breakers })
  for (let count = 0; count < 3; count += 1)
    await expect(ping(client)).rejects.toMatchObject({ message: expect.stringContaining('broke off') })
  expect(breakers.restsUntilMs(breaking.origin)).toBe(0)
})

it('is not for this machine, where a registry may have been started a moment ago', async () => {
  const gone = await goneRegistry()
  const client = createClient(gone.registry)
  for (let count = 0; count < 2; count += 1) await ping(client).catch(() => {})
  await gone.comeBack()
  await ping(client)
  expect(gone.seen).toEqual(['GET /v2/'])
})
