import { LRUCache } from 'lru-cache'
import { RegistryError } from '@/lib/registry/errors'
import { isNamedPublicRegistry } from '@/lib/registry/public-registries'
import type { Config } from './config'
import { singleton } from './singleton'
import { currentVisitorAddress } from './visitor-address'

interface QuotaOptions {
  /** Different ones, for each visitor in each period. */
  maxRegistries?: number
  periodMs?: number
  maxVisitors?: number
  now?: () => number
}

/** Counts which registries each visitor asks. The visitors who have asked longest ago are forgotten first. */
export class RegistryQuota {
  readonly #asked: LRUCache<string, Map<string, number>>
  readonly #maxRegistries: number
  readonly #periodMs: number
  readonly #now: () => number

  constructor({ maxRegistries = 20, periodMs = 3_600_000, maxVisitors = 10_000, now = Date.now }: QuotaOptions = {}) {
    this.#asked = new LRUCache({ max: maxVisitors })
    this.#maxRegistries = maxRegistries
    this.#periodMs = periodMs
    this.#now = now
  }

  /** Visitors and registries in memory. */
  get size(): number {
    return [...this.#asked.values()].reduce((sum, registries) => sum + 1 + registries.size, 0)
  }

  /** Milliseconds until this visitor may ask this registry; 0 where it is counted and may be asked at once. */
  enter(visitor: string, registry: string): number {
    const nowMs = this.#now()
    const registries = this.#asked.get(visitor) ?? new Map<string, number>()
    for (const [name, sinceMs] of registries) if (sinceMs + this.#periodMs <= nowMs) registries.delete(name)
    this.#asked.set(visitor, registries)
    if (registries.has(registry)) return 0
    const [oldestMs = nowMs] = registries.values()
    if (registries.size >= this.#maxRegistries) return oldestMs + this.#periodMs - nowMs
    registries.set(registry, nowMs)
    return 0
  }
}

/** Said in full on a list; of the ports of a listed host, and of names by a pattern, a visitor can think of as many as they like. */
function isNamed(registry: string, { allowedRegistries, plainHttp, registries, sandbox }: Config): boolean {
  const isListed = allowedRegistries.includes(registry) || plainHttp.includes(registry) || registry === sandbox
  return isListed || Object.hasOwn(registries, registry) || isNamedPublicRegistry(registry)
}

/**
 * Keeps visitors of shared mode from looking with our eyes at one port or name after the other.
 * @throws {RegistryError} rate-limited
 */
export function checkQuota(registry: string, config: Config): void {
  const visitor = currentVisitorAddress(config)
  if (config.mode !== 'shared' || visitor === undefined || isNamed(registry, config)) return
  const leftMs = singleton('registry-quota', () => new RegistryQuota()).enter(visitor, registry)
  if (leftMs === 0) return
  const minutes = Math.ceil(leftMs / 60_000)
  const message = `${registry} is not asked: too many registries that this site does not list by name were asked for you within an hour. Try again in ${minutes} minutes.`
  const retryAfterSeconds = Math.ceil(leftMs / 1000)
  throw new RegistryError({ kind: 'rate-limited', registry, message, retryable: false, retryAfterSeconds })
}
