import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Redis } from 'ioredis'

/** Only who holds the lock ends it or makes it last; after a pause it may be somebody else's. */
const releaseScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`
const renewScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0`

const defaultLifetimeMs = 30_000
const pollMs = { least: 20, most: 80 }

export interface RedisLock {
  /** False once it has run out, for example while Redis could not be reached. */
  isHeld(): boolean
  release(): Promise<void>
}

interface RedisLockOptions {
  /** How long it outlives a server that has ended; renewed three times as often. */
  lifetimeMs?: number
}

function hold(redis: Redis, { key, token, lifetimeMs }: { key: string; token: string; lifetimeMs: number }): RedisLock {
  let heldUntil = Date.now() + lifetimeMs
  const renew = async () => {
    const askedAt = Date.now()
    const answer = await redis.eval(renewScript, 1, key, token, lifetimeMs).catch(() => undefined)
    if (answer === 1) heldUntil = askedAt + lifetimeMs
    else if (answer === 0) heldUntil = 0
  }
  const renewing = setInterval(() => void renew(), lifetimeMs / 3)
  renewing.unref()
  return {
    isHeld: () => Date.now() < heldUntil,
    async release() {
      clearInterval(renewing)
      heldUntil = 0
      // where this fails, the lock runs out by itself
      await redis.eval(releaseScript, 1, key, token).catch(() => undefined)
    },
  }
}

/** Takes the lock of this name if nobody has it. @throws {Error} where Redis cannot be reached */
export async function tryRedisLock(
  redis: Redis,
  name: string,
  { lifetimeMs = defaultLifetimeMs }: RedisLockOptions = {},
): Promise<RedisLock | undefined> {
  const key = `archipelago:lock:${name}`
  const token = randomUUID()
  const answer = await redis.set(key, token, 'PX', lifetimeMs, 'NX')
  return answer === 'OK' ? hold(redis, { key, token, lifetimeMs }) : undefined
}

/** Waits until the lock of this name is free, and takes it. @throws {Error} where Redis cannot be reached, or the signal's reason */
export async function takeRedisLock(
  redis: Redis,
  name: string,
  { signal, ...options }: RedisLockOptions & { signal?: AbortSignal | undefined } = {},
): Promise<RedisLock> {
  for (;;) {
    signal?.throwIfAborted()
    const lock = await tryRedisLock(redis, name, options)
    if (lock) return lock
    await sleep(pollMs.least + Math.random() * (pollMs.most - pollMs.least), undefined, { signal })
  }
}
