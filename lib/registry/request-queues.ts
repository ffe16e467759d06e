import { RegistryError } from './errors'

const defaultConcurrency = 32
const maxWaiting = 256
const retryAfterSeconds = 5

interface HostQueue {
  running: number
  /** Lets the next in, oldest first. */
  waiting: Set<() => void>
}

export interface Turn {
  registry: string
  /** `host[:port]` that is asked. */
  host: string
  /** Requests at a time, 32 unless given. */
  concurrency?: number | undefined
  signal: AbortSignal
}

function refuseMore(registry: string): never {
  const message = `Too much is being asked of ${registry} from here at the moment. Try again in a few seconds.`
  throw new RegistryError({ kind: 'unavailable', registry, message, retryAfterSeconds })
}

/** Requests take turns at each host, whoever asks: one that is slow or down holds up nothing but itself, and takes no memory without end. */
export class RequestQueues {
  readonly #hosts = new Map<string, HostQueue>()

  /** Hosts that are being asked. */
  get size(): number {
    return this.#hosts.size
  }

  /**
   * Does the work when it is its turn; at most 256 wait for a host.
   * @throws {RegistryError} unavailable when too many wait; the signal's reason when it ends before the turn comes; what `work` throws
   */
  async run<T>({ registry, host, concurrency = defaultConcurrency, signal }: Turn, work: () => Promise<T>): Promise<T> {
    const queue = this.#hosts.get(host) ?? { running: 0, waiting: new Set() }
    this.#hosts.set(host, queue)
    if (queue.running < concurrency) queue.running += 1
    else if (queue.waiting.size >= maxWaiting) refuseMore(registry)
    else await waitForTurn(queue, signal)
    try {
      return await work()
    } finally {
      this.#leave(host, queue)
    }
  }

  /** The place is handed on, so that nobody who comes meanwhile takes it. */
  #leave(host: string, queue: HostQueue): void {
    const [next] = queue.waiting
    if (next) {
      queue.waiting.delete(next)
      next()
      return
    }
    queue.running -= 1
    if (queue.running === 0) this.#hosts.delete(host)
  }
}

function waitForTurn({ waiting }: HostQueue, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const enter = () => {
      signal.removeEventListener('abort', leave)
      resolve()
    }
    const leave = () => {
      waiting.delete(enter)
      reject(signal.reason)
    }
    signal.throwIfAborted()
    signal.addEventListener('abort', leave, { once: true })
    waiting.add(enter)
  })
}
