import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasRedisServer, type RedisServer, startRedis } from './redis.fixture'
import { takeRedisLock, tryRedisLock } from './tag-lock-redis'

// run where a Redis can be started: `npm test` installs it
const servers: (() => Promise<RedisServer>)[] = hasRedisServer ? [startRedis] : []

describe.each(servers)('a lock in Redis', (start) => {
  let server: RedisServer
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())

  it('has one holder among two servers, and is free again after', async () => {
    const [here, there] = [server.connect(), server.connect()]
    const lock = await tryRedisLock(here, 'one')
    expect(lock?.isHeld()).toBe(true)
    expect(await tryRedisLock(there, 'one')).toBeUndefined()
    expect(await tryRedisLock(there, 'two')).toBeDefined()
    await lock?.release()
    expect(lock?.isHeld()).toBe(false)
    expect(await tryRedisLock(there, 'one')).toBeDefined()
  })

  it('is waited for, and 40 turns of two servers never overlap', async () => {
    const connections = [server.connect(), server.connect()]
    let inside = 0
    let most = 0
    const turn = async (position: number) => {
      const redis = connections[position % 2]
      if (!redis) throw new Error('no connection')
      const lock = await takeRedisLock(redis, 'turns')
      inside += 1
      most = Math.max(most, inside)
      await redis.ping()
      inside -= 1
      await lock.release()
    }
    await Promise.all(Array.from({ length: 40 }, (_, position) => turn(position)))
    expect(most).toBe(1)
  })

  it('outlives its time while it is held', async () => {
    const [here, there] = [server.connect(), server.connect()]
    const lock = await tryRedisLock(here, 'long', { lifetimeMs: 300 })
    const waiting = takeRedisLock(there, 'long', { signal: AbortSignal.timeout(900) })
    await expect(waiting).rejects.toThrow()
    expect(lock?.isHeld()).toBe(true)
    await lock?.release()
  })

  it('of somebody else is not ended by one that was lost', async () => {
    const [here, there] = [server.connect(), server.connect()]
    const lost = await tryRedisLock(here, 'lost')
    await there.del('archipelago:lock:lost')
    const held = await tryRedisLock(there, 'lost')
    await lost?.release()
    expect(held?.isHeld()).toBe(true)
    expect(await tryRedisLock(here, 'lost')).toBeUndefined()
    await held?.release()
  })

  it('that was lost says so once it is renewed', async () => {
    const [here, there] = [server.connect(), server.connect()]
    const lock = await tryRedisLock(here, 'stolen', { lifetimeMs: 60 })
    await there.set('archipelago:lock:stolen', 'somebody else')
    await expect.poll(() => lock?.isHeld()).toBe(false)
    await lock?.release()
    expect(await there.get('archipelago:lock:stolen')).toBe('somebody else')
  })
})
