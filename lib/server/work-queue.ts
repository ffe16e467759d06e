export interface WorkLimits {
  /** At a time, for everybody together and for one visitor. */
  running: number
  runningEach: number
  /** Besides those. Who comes then is sent away. */
  waiting: number
  waitingEach: number
}

/** Far more than a page asks for at once, and few enough for the memory that each of them may take. */
export const defaultWorkLimits: WorkLimits = { running: 256, runningEach: 64, waiting: 1024, waitingEach: 256 }

export interface Turn {
  /** Resolves when the work may begin. */
  ready: Promise<void>
  /** Must be called when the work is done, or when nobody wants it any more; again does nothing. */
  leave(): void
}

interface Visitor {
  running: number
  waiting: Set<() => void>
}

/** Gives out turns at work. Visitors who wait are served in rotation, so that one who asks for much waits for the own work alone. */
export class WorkQueue {
  readonly #visitors = new Map<string, Visitor>()
  readonly #limits: WorkLimits
  #running = 0
  #waiting = 0

  constructor(limits: WorkLimits = defaultWorkLimits) {
    this.#limits = limits
  }

  get running(): number {
    return this.#running
  }

  get waiting(): number {
    return this.#waiting
  }

  /** Those who work or wait. */
  get visitors(): number {
    return this.#visitors.size
  }

  /** Undefined when too many wait already. */
  enter(name: string): Turn | undefined {
    const visitor = this.#visitors.get(name) ?? { running: 0, waiting: new Set() }
    if (this.#hasRoom(visitor)) {
      this.#visitors.set(name, visitor)
      this.#begin(visitor)
      return { ready: Promise.resolve(), leave: once(() => this.#end(name, visitor)) }
    }
    if (this.#waiting >= this.#limits.waiting || visitor.waiting.size >= this.#limits.waitingEach) return undefined
    this.#visitors.set(name, visitor)
    return this.#wait(name, visitor)
  }

  #wait(name: string, visitor: Visitor): Turn {
    let begin = () => {}
    const ready = new Promise<void>((resolve) => {
      begin = resolve
    })
    visitor.waiting.add(begin)
    this.#waiting += 1
    const leave = once(() => {
      if (!visitor.waiting.delete(begin)) return this.#end(name, visitor)
      this.#waiting -= 1
      this.#forget(name, visitor)
    })
    return { ready, leave }
  }

  #hasRoom({ running }: Visitor): boolean {
    return this.#running < this.#limits.running && running < this.#limits.runningEach
  }

  #begin(visitor: Visitor): void {
    visitor.running += 1
    this.#running += 1
  }

  #end(name: string, visitor: Visitor): void {
    visitor.running -= 1
    this.#running -= 1
    this.#goToTheEnd(name, visitor)
    if (this.#waiting > 0) this.#callNext()
  }

  #forget(name: string, visitor: Visitor): void {
    if (visitor.running === 0 && visitor.waiting.size === 0) this.#visitors.delete(name)
  }

  #goToTheEnd(name: string, visitor: Visitor): void {
    this.#visitors.delete(name)
    this.#visitors.set(name, visitor)
    this.#forget(name, visitor)
  }

  #callNext(): void {
    for (const [name, visitor] of this.#visitors) {
      const [next] = visitor.waiting
      if (!next || !this.#hasRoom(visitor)) continue
      visitor.waiting.delete(next)
      this.#waiting -= 1
      this.#begin(visitor)
      this.#goToTheEnd(name, visitor)
      next()
      return
    }
  }
}

function once(action: () => void): () => void {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    action()
  }
}
