interface Flight<T> {
  promise: Promise<T>
  controller: AbortController
  waiting: number
}

/**
 * Runs what several callers want at once a single time. A caller who leaves gets its abort at once; the work itself is
 * aborted when the last caller has left. Nothing is kept once it has ended.
 */
export class SharedFlights {
  readonly #flights = new Map<string, Flight<unknown>>()

  /** What is under way. */
  get size(): number {
    return this.#flights.size
  }

  /** `key` must name the work and who asks for it. @throws what `start` throws, or the signal's reason */
  async run<T>(key: string, signal: AbortSignal | undefined, start: (signal: AbortSignal) => Promise<T>): Promise<T> {
    signal?.throwIfAborted()
    const flight = (this.#flights.get(key) as Flight<T> | undefined) ?? this.#start(key, start)
    flight.waiting += 1
    try {
      return await untilAborted(flight.promise, signal)
    } finally {
      flight.waiting -= 1
      if (flight.waiting === 0) {
        flight.controller.abort()
        this.#forget(key, flight)
      }
    }
  }

  #start<T>(key: string, start: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController()
    const flight: Flight<T> = { promise: start(controller.signal), controller, waiting: 0 }
    this.#flights.set(key, flight)
    flight.promise.then(
      () => this.#forget(key, flight),
      () => this.#forget(key, flight),
    )
    return flight
  }

  #forget(key: string, flight: Flight<unknown>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key)
  }
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise
  return new Promise<T>((resolve, reject) => {
    const leave = () => reject(signal.reason)
    signal.addEventListener('abort', leave, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}
