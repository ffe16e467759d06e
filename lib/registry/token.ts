import { LRUCache } from 'lru-cache'
import { RegistryError } from './errors'
import type { Secret } from './secret'

export interface IssuedToken {
  token: Secret
  /** Milliseconds since 1970. */
  expiresAtMs: number
  /** Takes the place of the identity token that it was issued for. */
  refreshToken?: Secret
}

/** How a registry asked last time, so that the next request brings the token at once. */
export type KnownChallenge = { scheme: 'bearer'; realm: string; service?: string } | { scheme: 'basic' }

type Fetch = (signal: AbortSignal) => Promise<IssuedToken>

interface Flight {
  promise: Promise<IssuedToken>
  controller: AbortController
  waiting: number
}

const renewEarlyMs = 10_000
const refusalMs = 5_000
const flightMs = 30_000

function waitFor<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

/** Tokens, and how registries asked for them. Keys must name whose sign-in a token came from; one store may then serve many. */
export class TokenStore {
  readonly #tokens: LRUCache<string, IssuedToken>
  readonly #refusals: LRUCache<string, { error: RegistryError; untilMs: number }>
  readonly #challenges: LRUCache<string, KnownChallenge>
  readonly #identities: LRUCache<string, Secret>
  readonly #flights = new Map<string, Flight>()
  readonly #maxAgeMs: number
  readonly #now: () => number

  /** No token is used for longer than `maxAgeMs`, however long it is good for. */
  constructor({
    maxTokens = 1_000,
    maxAgeMs = Number.POSITIVE_INFINITY,
    now = Date.now,
  }: { maxTokens?: number; maxAgeMs?: number; now?: () => number } = {}) {
    this.#maxAgeMs = maxAgeMs
    this.#tokens = new LRUCache({ max: maxTokens })
    this.#refusals = new LRUCache({ max: maxTokens })
    this.#challenges = new LRUCache({ max: maxTokens })
    this.#identities = new LRUCache({ max: maxTokens })
    this.#now = now
  }

  /**
   * The token of this key, fetched once however many ask at the same time, and anew ten seconds before it expires. The fetch ends
   * when nobody waits for it any more. A refusal is remembered for five seconds.
   */
  async get(key: string, options: { fetch: Fetch; signal: AbortSignal }): Promise<Secret> {
    const known = this.#tokens.get(key)
    if (known && known.expiresAtMs - renewEarlyMs > this.#now()) return known.token
    const refusal = this.#refusals.get(key)
    if (refusal && refusal.untilMs > this.#now()) throw refusal.error
    const flight = this.#flights.get(key) ?? this.#start(key, options.fetch)
    flight.waiting += 1
    try {
      return (await waitFor(flight.promise, options.signal)).token
    } finally {
      flight.waiting -= 1
      if (flight.waiting === 0) flight.controller.abort()
    }
  }

  #start(key: string, fetch: Fetch): Flight {
    const controller = new AbortController()
    const promise = fetch(AbortSignal.any([controller.signal, AbortSignal.timeout(flightMs)]))
      .then((issued) => {
        const expiresAtMs = Math.min(issued.expiresAtMs, this.#now() + this.#maxAgeMs + renewEarlyMs)
        this.#tokens.set(key, { ...issued, expiresAtMs })
        return issued
      })
      .catch((error: unknown) => {
        if (error instanceof RegistryError && (error.kind === 'unauthorized' || error.kind === 'denied'))
          this.#refusals.set(key, { error, untilMs: this.#now() + refusalMs })
        throw error
      })
      .finally(() => {
        if (this.#flights.get(key) === flight) this.#flights.delete(key)
      })
    const flight: Flight = { promise, controller, waiting: 0 }
    controller.signal.addEventListener('abort', () => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key)
    })
    promise.catch(() => {})
    this.#flights.set(key, flight)
    return flight
  }

  /** Forgets a token that the registry did not accept; one fetched since stays. */
  drop(key: string, token: Secret): void {
    if (this.#tokens.get(key)?.token === token) this.#tokens.delete(key)
  }

  challengeOf(key: string): KnownChallenge | undefined {
    return this.#challenges.get(key)
  }

  rememberChallenge(key: string, challenge: KnownChallenge): void {
    this.#challenges.set(key, challenge)
  }

  /** The identity token that a server gave in exchange for another one. */
  identityOf(key: string): Secret | undefined {
    return this.#identities.get(key)
  }

  rememberIdentity(key: string, identityToken: Secret | undefined): void {
    if (identityToken) this.#identities.set(key, identityToken)
    else this.#identities.delete(key)
  }

  /** How much of everything is remembered or under way. */
  get size(): number {
    const remembered = [this.#tokens, this.#refusals, this.#challenges, this.#identities]
    return remembered.reduce((sum, { size }) => sum + size, this.#flights.size)
  }

  /** For a sign-out. */
  clear(): void {
    this.#tokens.clear()
    this.#refusals.clear()
    this.#challenges.clear()
    this.#identities.clear()
  }
}
