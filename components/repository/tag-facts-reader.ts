import { ApiFailure } from '@/lib/contract/error'
import type { TagDetail, TagLine } from '@/lib/contract/tags'
import { type KnownTag, type KnownTags, learnLine, needsReading, settle } from './known-tag'

export interface TagFactsRequest {
  repository: string
  tag: string[]
  detail: TagDetail
}

/** Where the lines come from; leaving the loop, or the signal, ends the requests behind them. */
export type TagFactsStream = (request: TagFactsRequest, signal: AbortSignal) => AsyncIterable<TagLine>

/** What a reader works on: where what is known stands, and where what is learned goes. */
interface ReaderOptions {
  repository: string
  stream: TagFactsStream
  known: () => KnownTags
  learn: (changes: ReadonlyMap<string, KnownTag>) => void
  /** Told when reading everything begins and ends. */
  onReadAll: (isReading: boolean) => void
}

interface Running {
  pending: Set<string>
  purpose: 'view' | 'all' | 'retry'
  controller: AbortController
}

const maxStreams = 2
const maxBatch = 64
/** The names go in the address, which servers bound. */
const maxBatchCharacters = 4000
const flushMs = 60

/** Of an index there may be another line, with its age and size. */
function isLastLine(line: TagLine, detail: TagDetail): boolean {
  return 'error' in line || detail === 'platforms' || line.kind !== 'index' || line.size !== undefined
}

/**
 * Asks for the facts of tags, what is on the screen before everything else, each at most once at a time. Streams of which
 * nothing is wanted any more are ended.
 */
export class TagFactsReader {
  readonly #options: ReaderOptions
  readonly #running = new Set<Running>()
  #view: { tags: readonly string[]; detail: TagDetail } = { tags: [], detail: 'full' }
  #all: { tags: readonly string[]; detail: TagDetail; next: number } | undefined
  #learned = new Map<string, KnownTag>()
  #flushTimer: ReturnType<typeof setTimeout> | undefined

  constructor(options: ReaderOptions) {
    this.#options = options
  }

  /** These are on the screen, or soon will be, the most urgent first. */
  look(tags: readonly string[], detail: TagDetail): void {
    this.#view = { tags, detail }
    const wanted = new Set(tags)
    this.#end(({ purpose, pending }) => purpose === 'view' && ![...pending].some((tag) => wanted.has(tag)))
    this.#pump()
  }

  readAll(tags: readonly string[], detail: TagDetail): void {
    this.#all = { tags, detail, next: 0 }
    this.#options.onReadAll(true)
    this.#pump()
  }

  stopReadingAll(): void {
    this.#all = undefined
    this.#end(({ purpose }) => purpose === 'all')
    this.#options.onReadAll(false)
    this.#pump()
  }

  retry(tag: string): void {
    const { readAtMs } = this.#current(tag) ?? { readAtMs: Date.now() }
    this.#note(tag, { readAtMs })
    this.#start([tag], this.#view.detail, 'retry')
  }

  /** What was known of these is no longer so. */
  forget(tags: readonly string[]): void {
    for (const tag of tags) this.#note(tag, { readAtMs: 0 })
    this.#pump()
  }

  close(): void {
    this.#all = undefined
    this.#view = { tags: [], detail: 'full' }
    this.#end(() => true)
    this.#flush()
  }

  #end(isOver: (running: Running) => boolean): void {
    for (const running of this.#running) {
      if (!isOver(running)) continue
      this.#running.delete(running)
      running.controller.abort()
    }
  }

  #current(tag: string): KnownTag | undefined {
    return this.#learned.get(tag) ?? this.#options.known().get(tag)
  }

  #isPending(tag: string): boolean {
    return [...this.#running].some(({ pending }) => pending.has(tag))
  }

  #pump(): void {
    while (this.#running.size < maxStreams) {
      const visible = this.#batch(this.#view.tags, this.#view.detail, Date.now())
      if (visible.tags.length > 0) {
        this.#start(visible.tags, this.#view.detail, 'view')
        continue
      }
      if (!this.#all) return
      const more = this.#batch(this.#all.tags, this.#all.detail, undefined, this.#all.next)
      this.#all.next = more.next
      if (more.tags.length === 0) {
        this.#finishAll()
        return
      }
      this.#start(more.tags, this.#all.detail, 'all')
    }
  }

  #finishAll(): void {
    if ([...this.#running].some(({ purpose }) => purpose === 'all')) return
    this.#all = undefined
    this.#flush()
    this.#options.onReadAll(false)
  }

  #batch(tags: readonly string[], detail: TagDetail, nowMs: number | undefined, from = 0) {
    const batch: string[] = []
    let characters = 0
    let next = from
    for (; next < tags.length && batch.length < maxBatch && characters < maxBatchCharacters; next += 1) {
      const tag = tags[next]
      if (tag === undefined || this.#isPending(tag) || !needsReading(this.#current(tag), detail, nowMs)) continue
      batch.push(tag)
      characters += tag.length + '&tag='.length
    }
    return { tags: batch, next }
  }

  #start(tags: string[], detail: TagDetail, purpose: Running['purpose']): void {
    const running: Running = { pending: new Set(tags), purpose, controller: new AbortController() }
    this.#running.add(running)
    void this.#follow(running, tags, detail).finally(() => {
      if (!this.#running.delete(running)) return
      this.#pump()
    })
  }

  async #follow({ pending, controller }: Running, tags: string[], detail: TagDetail): Promise<void> {
    const { repository, stream } = this.#options
    const { signal } = controller
    try {
      for await (const line of stream({ repository, tag: tags, detail }, signal)) {
        if (signal.aborted) return
        const learned = learnLine(this.#current(line.tag), line, Date.now())
        const isLast = isLastLine(line, detail)
        if (isLast) pending.delete(line.tag)
        this.#note(line.tag, isLast ? settle(learned, detail, Date.now()) : learned)
      }
    } catch (error) {
      if (signal.aborted) return
      this.#fail(tags, error)
    }
    if (signal.aborted) return
    for (const tag of tags) this.#note(tag, settle(this.#current(tag), detail, Date.now()))
  }

  /** Everything that was asked in vain says so, and reading everything stops: the next request would fail alike. */
  #fail(tags: string[], error: unknown): void {
    const message = 'The answer broke off before this tag was read.'
    const reason = error instanceof ApiFailure ? error.error : { code: 'INTERNAL' as const, message }
    for (const tag of tags) {
      const known = this.#current(tag)
      if (!known?.facts && !known?.error) this.#note(tag, { error: reason, readAtMs: Date.now() })
    }
    if (this.#all) this.stopReadingAll()
  }

  #note(tag: string, known: KnownTag): void {
    this.#learned.set(tag, known)
    this.#flushTimer ??= setTimeout(() => this.#flush(), flushMs)
  }

  /** Many lines, one change of the page. */
  #flush(): void {
    clearTimeout(this.#flushTimer)
    this.#flushTimer = undefined
    if (this.#learned.size === 0) return
    const changes = this.#learned
    this.#learned = new Map()
    this.#options.learn(changes)
  }
}
