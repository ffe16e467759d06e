import type { Redis } from 'ioredis'
import { LRUCache } from 'lru-cache'

/** Where sealed sessions lie, by a name that is not the identifier in the cookie. What has not been used for `ttlMs` is gone. */
export interface SessionVault {
  get(name: string): Promise<string | undefined>
  put(name: string, sealed: string, ttlMs: number): Promise<void>
  /** Lets it live for `ttlMs` from now on; false when it is gone. */
  touch(name: string, ttlMs: number): Promise<boolean>
  delete(name: string): Promise<void>
}

const maxSessions = 10_000

/** For one server; it ends with the process. */
export class MemoryVault implements SessionVault {
  readonly #sealed = new LRUCache<string, string>({ max: maxSessions })

  async get(name: string): Promise<string | undefined> {
    return this.#sealed.get(name)
  }

  async put(name: string, sealed: string, ttlMs: number): Promise<void> {
    this.#sealed.set(name, sealed, { ttl: ttlMs })
  }

  async touch(name: string, ttlMs: number): Promise<boolean> {
    const sealed = this.#sealed.get(name)
    if (sealed !== undefined) this.#sealed.set(name, sealed, { ttl: ttlMs })
    return sealed !== undefined
  }

  async delete(name: string): Promise<void> {
    this.#sealed.delete(name)
  }
}

/** For several servers: who signs out on one is signed out on all. */
export class RedisVault implements SessionVault {
  readonly #redis: Redis
  readonly #prefix: string

  constructor(redis: Redis, { prefix = 'archipelago:session:' }: { prefix?: string } = {}) {
    this.#redis = redis
    this.#prefix = prefix
  }

  async get(name: string): Promise<string | undefined> {
    return (await this.#redis.get(this.#prefix + name)) ?? undefined
  }

  async put(name: string, sealed: string, ttlMs: number): Promise<void> {
    await this.#redis.set(this.#prefix + name, sealed, 'PX', ttlMs)
  }

  async touch(name: string, ttlMs: number): Promise<boolean> {
    return (await this.#redis.pexpire(this.#prefix + name, ttlMs)) === 1
  }

  async delete(name: string): Promise<void> {
    await this.#redis.del(this.#prefix + name)
  }
}
