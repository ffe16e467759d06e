import type { Redis } from 'ioredis'
import { ApiFailure } from '@/lib/contract/error'
import { formatReference, type Reference } from '@/lib/oci/reference'
import type { RegistryAccess } from './registry-access'
import { singleton } from './singleton'
import { type RedisLock, takeRedisLock, tryRedisLock } from './tag-lock-redis'

const queues = () => singleton('tag-lock', () => new Map<string, Promise<void>>())

export interface TagLock {
  /** @throws {ApiFailure} CONFLICT when another server may have taken its turn meanwhile */
  checkHeld(): void
  /** Ends the turn. */
  release(): Promise<void>
}

interface LockOptions {
  /** Who may not write to the tag gets no turn at it. */
  access?: Pick<RegistryAccess, 'checkWrite'> | undefined
  /** Where given, the turns count for all servers on it. */
  redis?: Redis | undefined
  signal?: AbortSignal | undefined
}

async function waitForTurn(key: string): Promise<() => void> {
  const waiting = queues()
  const before = waiting.get(key) ?? Promise.resolve()
  let release = () => {}
  const turn = new Promise<void>((resolve) => {
    release = resolve
  })
  const last = before.then(() => turn)
  waiting.set(key, last)
  await before
  return () => {
    release()
    if (waiting.get(key) === last) waiting.delete(key)
  }
}

function lockOf(key: string, { endTurn, shared }: { endTurn: () => void; shared: RedisLock | undefined }): TagLock {
  return {
    checkHeld() {
      if (!shared || shared.isHeld()) return
      const message = `The turn at ${key} was lost, because Redis could not be reached for a while. Nothing was written to it; try again.`
      throw new ApiFailure({ code: 'CONFLICT', message })
    },
    async release() {
      await shared?.release()
      endTurn()
    },
  }
}

function unreachable(cause: unknown): ApiFailure {
  const message =
    'Redis (REDIS_URL) cannot be reached, so no turn at the tag can be taken. Nothing was written; try again.'
  return new ApiFailure({ code: 'INTERNAL', message }, { cause })
}

/**
 * Waits for the pushes to this tag that came earlier; returns what ends the turn. No registry compares before it writes,
 * so within this server, and with Redis among all servers on it, pushes to one tag go one after the other.
 * @throws {ApiFailure} INTERNAL where Redis cannot be reached; {RegistryError} unauthorized, denied
 */
export async function lockTag(target: Reference, { access, redis, signal }: LockOptions = {}): Promise<TagLock> {
  access?.checkWrite(target)
  const key = formatReference(target)
  const endTurn = await waitForTurn(key)
  try {
    const shared = redis && (await takeRedisLock(redis, key, { signal }))
    return lockOf(key, { endTurn, shared })
  } catch (error) {
    endTurn()
    throw signal?.aborted ? error : unreachable(error)
  }
}

/** All of these tags, in an order that keeps two pushes from waiting for each other. @throws as lockTag */
export async function lockTags(targets: readonly Reference[], options: LockOptions = {}): Promise<TagLock> {
  const ordered = new Map(targets.map((target) => [formatReference(target), target]))
  const held: TagLock[] = []
  const release = async () => {
    for (const lock of held) await lock.release()
  }
  try {
    for (const [, target] of [...ordered].sort(([a], [b]) => (a < b ? -1 : 1)))
      held.push(await lockTag(target, options))
  } catch (error) {
    await release()
    throw error
  }
  const checkHeld = () => {
    for (const lock of held) lock.checkHeld()
  }
  return { checkHeld, release }
}

/** A turn at the tag if nobody has one or waits for one, here or on another server. @throws {Error} where Redis cannot be reached */
export async function tryLockTag(target: Reference, { redis }: LockOptions = {}): Promise<TagLock | undefined> {
  const key = formatReference(target)
  if (queues().has(key)) return undefined
  const endTurn = await waitForTurn(key)
  try {
    const shared = redis && (await tryRedisLock(redis, key))
    if (!redis || shared) return lockOf(key, { endTurn, shared })
  } catch (error) {
    endTurn()
    throw error
  }
  endTurn()
  return undefined
}
