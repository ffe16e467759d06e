import { LRUCache } from 'lru-cache'
import { isLoopbackHost } from './address-guard'
import { type Incoming, type Outgoing, send } from './egress'
import { RegistryError } from './errors'
import { isConnectFailure } from './failure'

const maxHosts = 1000
const maxFailures = 5
const restMs = 30_000

/** Leaves a host alone for half a minute after five connections in a row that failed; then one failure more is enough. */
export class Breakers {
  readonly #hosts = new LRUCache<string, { failures: number; untilMs: number }>({ max: maxHosts })
  readonly #now: () => number
  readonly #isExempt: (hostname: string) => boolean

  constructor({
    now = Date.now,
    isExempt = isLoopbackHost,
  }: { now?: () => number; isExempt?: (hostname: string) => boolean } = {}) {
    this.#now = now
    this.#isExempt = isExempt
  }

  /** Milliseconds since 1970, or 0 when the host may be asked. */
  restsUntilMs(origin: string): number {
    const { untilMs = 0 } = this.#hosts.get(origin) ?? {}
    return untilMs > this.#now() ? untilMs : 0
  }

  #failed(origin: string): void {
    const failures = (this.#hosts.get(origin)?.failures ?? 0) + 1
    this.#hosts.set(origin, { failures, untilMs: failures >= maxFailures ? this.#now() + restMs : 0 })
  }

  /** As `send`. @throws {RegistryError} unreachable at once while the host is left alone */
  async send(registry: string, outgoing: Outgoing): Promise<Incoming> {
    const { origin, host } = outgoing.url
    const leftMs = this.restsUntilMs(origin) - this.#now()
    if (leftMs > 0) {
      const retryAfterSeconds = Math.ceil(leftMs / 1000)
      const message = `${host} could not be reached several times in a row and is left alone for now. Try again in ${retryAfterSeconds} seconds.`
      throw new RegistryError({ kind: 'unreachable', registry, message, retryAfterSeconds })
    }
    try {
      const incoming = await send(outgoing)
      this.#hosts.delete(origin)
      return incoming
    } catch (error) {
      // nobody is spared by waiting for a registry on this very machine, which may have been started a moment ago
      if (isConnectFailure(error) && !this.#isExempt(outgoing.url.hostname)) this.#failed(origin)
      throw error
    }
  }
}
