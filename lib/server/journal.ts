/** The journal: what was written to which tag, from what to what, noted before the write and settled after it. */
import { randomBytes } from 'node:crypto'
import { ApiFailure } from '@/lib/contract/error'
import type { JournalEntry, WriteAction } from '@/lib/contract/history'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { processConfig } from './config'
import type { JournalStore, KeptManifest } from './journal-store'
import { LmdbJournalStore } from './journal-store-lmdb'
import { MemoryJournalStore } from './journal-store-memory'
import { RedisJournalStore } from './journal-store-redis'
import { log } from './log'
import { processMetrics } from './process-metrics'
import { processRedis } from './redis'
import { singleton } from './singleton'

export interface TagMove {
  action: WriteAction
  target: Reference & { tag: string }
  from: string | null
  to: string | null
  /** Who writes. */
  by: string
  /** What the tag names now, kept for putting it back. */
  old?: KeptManifest | undefined
}

export type Outcome = Pick<JournalEntry, 'state' | 'message'>

let sequence = 0

/** Ids made here sort in the order of making; those of several servers by their clocks. */
function nextId(): string {
  sequence = (sequence + 1) % 0x10000
  const parts = [Date.now().toString(16).padStart(12, '0'), sequence.toString(16).padStart(4, '0')]
  return `${parts.join('')}${randomBytes(4).toString('hex')}`
}

export class Journal {
  readonly #open: () => Promise<JournalStore>
  #opening: Promise<JournalStore> | undefined
  readonly #underWay = new Set<string>()

  /** `open` is called when the journal is first needed. */
  constructor(open: () => Promise<JournalStore>) {
    this.#open = open
  }

  store(): Promise<JournalStore> {
    this.#opening ??= this.#open()
    return this.#opening
  }

  /** Notes what is about to be written; must be done before it. @throws {ApiFailure} INTERNAL where it cannot be noted */
  async begin({ action, target, from, to, by, old }: TagMove): Promise<JournalEntry> {
    const time = new Date().toISOString()
    const { registry, repository, tag } = target
    const reference = formatReference({ registry, repository, tag })
    const entry: JournalEntry = { id: nextId(), time, by, action, reference, from, to, state: 'started' }
    this.#underWay.add(entry.id)
    try {
      await (await this.store()).add(entry, old)
    } catch (error) {
      this.#underWay.delete(entry.id)
      log().error({ err: error }, 'the journal cannot be written')
      const message = 'The journal of pushes cannot be written, so nothing was: the server’s log says why.'
      throw new ApiFailure({ code: 'INTERNAL', message }, { cause: error })
    }
    return entry
  }

  /** Notes how it ended. Where that cannot be noted, the history finds out when it is next listed. */
  async settle(entry: JournalEntry, outcome: Outcome): Promise<JournalEntry> {
    const settled = { ...entry, ...outcome }
    processMetrics().journal.add({ action: entry.action, state: outcome.state })
    try {
      await (await this.store()).replace(settled)
    } catch (error) {
      log().error({ err: error }, 'the journal cannot be written')
    }
    this.#underWay.delete(entry.id)
    return settled
  }

  /** Leaves the outcome open: the tag could not be read. */
  abandon(entry: JournalEntry): void {
    this.#underWay.delete(entry.id)
  }

  /** Whether this very process is at it. */
  isUnderWay({ id }: JournalEntry): boolean {
    return this.#underWay.has(id)
  }
}

/** The journal in this folder; in memory, which the log says, where the folder cannot be written. */
export async function openJournalFolder(folder: string): Promise<JournalStore> {
  try {
    return await LmdbJournalStore.open(folder)
  } catch (error) {
    log().warn({ folder, err: error }, 'this folder cannot be written: the journal of pushes ends with this process')
    return new MemoryJournalStore()
  }
}

/** The journal of this process. */
export function processJournal(): Journal {
  return singleton('journal', () => {
    const redis = processRedis()
    return new Journal(async () =>
      redis ? new RedisJournalStore(redis) : openJournalFolder(processConfig().dataFolder),
    )
  })
}
