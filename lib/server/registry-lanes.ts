import { LRUCache } from 'lru-cache'
import pLimit, { type LimitFunction } from 'p-limit'

const maxRegistries = 1000

/**
 * Lists ask for many things that nobody waits for one by one: they take turns, a few at a time for each registry, whoever
 * asks. Who leaves meanwhile waits no longer, and their turn is passed over. One image's page does not queue here.
 */
export class RegistryLanes {
  readonly #limits: LRUCache<string, LimitFunction>
  readonly #concurrency: number

  constructor({ concurrency }: { concurrency: number }) {
    this.#concurrency = concurrency
    this.#limits = new LRUCache({ max: maxRegistries })
  }

  /** Registries that have a lane. */
  get size(): number {
    return this.#limits.size
  }

  /** @throws the signal's reason when the caller left before its turn */
  run<T>(registry: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    if (signal?.aborted) return Promise.reject(signal.reason)
    const limit = this.#limits.get(registry) ?? pLimit(this.#concurrency)
    this.#limits.set(registry, limit)
    return new Promise<T>((resolve, reject) => {
      const leave = () => reject(signal?.reason)
      signal?.addEventListener('abort', leave, { once: true })
      const turn = limit(() => {
        signal?.removeEventListener('abort', leave)
        signal?.throwIfAborted()
        return work()
      })
      turn.then(resolve, reject)
    })
  }
}
