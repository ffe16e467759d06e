import { LRUCache } from 'lru-cache'

const maxFeatures = 1000
const rememberMs = 5 * 60_000

/** What a registry was found to be able to do, or not: remembered for five minutes, for registries are updated. */
export class FeatureMemory {
  readonly #features: LRUCache<string, { value: boolean; untilMs: number }>
  readonly #now: () => number

  constructor({ now = Date.now }: { now?: () => number } = {}) {
    this.#features = new LRUCache({ max: maxFeatures })
    this.#now = now
  }

  /** Undefined while it is not known. */
  has(feature: string): boolean | undefined {
    const known = this.#features.get(feature)
    return known && known.untilMs > this.#now() ? known.value : undefined
  }

  remember(feature: string, value: boolean): void {
    this.#features.set(feature, { value, untilMs: this.#now() + rememberMs })
  }
}
