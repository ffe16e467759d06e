import { LRUCache } from 'lru-cache'
import type { RateLimit } from './rate-limit'

/** What a registry lets slip beside its answers; a field that is absent was not spoken of. */
export interface RegistryNote {
  registry: string
  rateLimit?: RateLimit
  warnings?: string[]
  /** The stored sign-in was refused, and what is shown is what everybody may see. */
  signInRefused?: boolean
  /** Milliseconds since 1970: until then the registry is left alone, after too many connections that failed. 0: it is not. */
  restsUntilMs?: number
}

/** What is known of a registry, the newest of each. */
export interface KnownNotes extends Omit<RegistryNote, 'registry'> {
  /** Milliseconds since 1970. */
  rateLimitAtMs?: number
  updatedAtMs: number
}

export type NotesObserver = (note: RegistryNote) => void

const maxRegistries = 1000
const maxWarnings = 20

/** The newest notes of each registry, for one principal: a rate limit may be an account's. */
export class RegistryNotes {
  readonly #notes: LRUCache<string, KnownNotes>
  readonly #now: () => number

  constructor({ max = maxRegistries, now = Date.now }: { max?: number; now?: () => number } = {}) {
    this.#notes = new LRUCache({ max })
    this.#now = now
  }

  /** To be handed to `createRegistryClient` as `onNotes`. */
  readonly observe: NotesObserver = ({ registry, warnings, ...news }) => {
    const nowMs = this.#now()
    const known = this.#notes.get(registry)
    const texts = [...new Set([...(warnings ?? []), ...(known?.warnings ?? [])])].slice(0, maxWarnings)
    this.#notes.set(registry, {
      ...known,
      ...news,
      ...(news.rateLimit && { rateLimitAtMs: nowMs }),
      ...(texts.length > 0 && { warnings: texts }),
      updatedAtMs: nowMs,
    })
  }

  of(registry: string): KnownNotes | undefined {
    return this.#notes.get(registry)
  }

  /** Last heard of first. */
  all(): { registry: string; notes: KnownNotes }[] {
    return [...this.#notes.entries()].map(([registry, notes]) => ({ registry, notes }))
  }

  /** For a sign-out. */
  forget(registry: string): void {
    this.#notes.delete(registry)
  }
}
