import { describe, expect, it } from 'vitest'
import { mediaTypes } from '@/lib/oci/media-type'
import type { RegistryClient } from './client'
import { RegistryError } from './errors'
import { getManifest } from './manifests'
import { RequestQueues } from './request-queues'
import { serve } from './served.fixture'
import { createClient, type Handler } from './test-server'

const never: Handler = () => {}
const atOnce: Handler = (_request, response) => {
  response.writeHead(200, { 'content-type': mediaTypes.ociIndex }).end('{"schemaVersion":2,"manifests":[]}')
}
const read = (client: RegistryClient, count: number, signal?: AbortSignal) =>
  getManifest(client, { repository: 'team/app', name: `tag-${count}`, signal })
const patient = { connectMs: 5_000, headersMs: 20_000, totalMs: 20_000 }

describe('a registry that never answers', () => {
  it('holds up its own pages alone: another one answers, with as many requests as ever', async () => {
    const [silent, healthy] = [await serve(never), await serve(atOnce)]
    const options = { queues: new RequestQueues(), timeouts: patient }
    const [toSilent, toHealthy] = [createClient(silent.registry, options), createClient(healthy.registry, options)]
    const leaving = new AbortController()
    const stuck = Array.from({ length: 200 }, (_, count) => read(toSilent, count, leaving.signal))
    const ended = Promise.allSettled(stuck)
    await expect.poll(() => silent.seen.length).toBe(32)

    const answers = await Promise.all(Array.from({ length: 9 }, (_, count) => read(toHealthy, count)))

    expect(answers).toHaveLength(9)
    expect(healthy.seen).toHaveLength(9)
    expect(silent.seen).toHaveLength(32)
    leaving.abort()
    const kinds = (await ended).map((result) => result.status === 'rejected' && result.reason.kind)
    expect(new Set(kinds)).toEqual(new Set(['aborted']))
    expect(silent.seen).toHaveLength(32)
  })

  it('is asked no more once 256 wait for it, which is said at once, by whomever they were sent', async () => {
    const silent = await serve(never)
    const queues = new RequestQueues()
    const clients = Array.from({ length: 4 }, () => createClient(silent.registry, { queues, timeouts: patient }))
    const leaving = new AbortController()
    const stuck = clients.flatMap((client) =>
      Array.from({ length: 72 }, (_, count) => read(client, count, leaving.signal)),
    )
    const ended = Promise.allSettled(stuck)

    const error = await read(createClient(silent.registry, { queues }), 0).catch((caught: unknown) => caught)

    expect(error).toBeInstanceOf(RegistryError)
    expect(error).toMatchObject({ kind: 'unavailable', retryable: true, retryAfterSeconds: 5 })
    expect(String(error)).toContain(`Too much is being asked of ${silent.registry}`)
    leaving.abort()
    await ended
  })

  it('costs who waits in the queue no more than the time they have', async () => {
    const silent = await serve(never)
    const queues = new RequestQueues()
    const leaving = new AbortController()
    const toPatient = createClient(silent.registry, { queues, timeouts: patient })
    const stuck = Promise.allSettled(Array.from({ length: 32 }, (_, count) => read(toPatient, count, leaving.signal)))
    await expect.poll(() => silent.seen.length).toBe(32)
    const timeouts = { connectMs: 500, headersMs: 5_000, totalMs: 300 }
    const toHurried = createClient(silent.registry, { queues, timeouts })
    const results = await Promise.allSettled(Array.from({ length: 8 }, (_, count) => read(toHurried, count)))
    const kinds = results.map((result) => result.status === 'rejected' && result.reason.kind)
    expect(new Set(kinds)).toEqual(new Set(['timeout']))
    expect(silent.seen).toHaveLength(32)
    leaving.abort()
    await stuck
  })
})

describe('RequestQueues', () => {
  const turn = (host: string, concurrency?: number) => ({
    registry: host,
    host,
    concurrency,
    signal: new AbortController().signal,
  })

  it('lets in as many as may be in, in the order in which they came', async () => {
    const queues = new RequestQueues()
    const order: number[] = []
    let [inside, most] = [0, 0]
    const work = async (number: number) => {
      inside += 1
      most = Math.max(most, inside)
      order.push(number)
      await new Promise((resolve) => setTimeout(resolve, 1))
      inside -= 1
    }
    const numbers = Array.from({ length: 12 }, (_, number) => number)
    await Promise.all(numbers.map((number) => queues.run(turn('a', 3), () => work(number))))
    expect(most).toBe(3)
    expect(order).toEqual(numbers)
  })

  it('gives the place back when the work fails', async () => {
    const queues = new RequestQueues()
    const fail = () => queues.run(turn('a', 1), () => Promise.reject(new Error('no')))
    await expect(Promise.all([fail(), fail()])).rejects.toThrow('no')
    expect(await queues.run(turn('a', 1), async () => 'done')).toBe('done')
  })
})
