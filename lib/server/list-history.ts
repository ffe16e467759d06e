import 'server-only'
import type { z } from 'zod'
import type { History, HistoryEntry, JournalEntry, listHistoryEndpoint } from '@/lib/contract/history'
import { formatRepository, parseReference, parseRepository } from '@/lib/oci/reference'
import { RegistryError } from '@/lib/registry/errors'
import { type JournalStore, repositoryOf } from './journal-store'
import type { RequestContext } from './request-context'
import { outcomeByReading } from './settle-write'
import { tryLockTag } from './tag-lock'
import { toApiError } from './to-api-error'
import { visibleHistory } from './visible-history'

const defaultPageSize = 50
/** A registry that does not answer must not hold up the page. */
const settleTimeoutMs = 5000

/** Asks the tag how the write ended that an earlier server began; leaves alone what somebody is at. */
async function settleUnfinished(
  entry: JournalEntry,
  store: JournalStore,
  context: RequestContext,
): Promise<JournalEntry> {
  const lock = await tryLockTag(parseReference(entry.reference), context)
  if (!lock) return entry
  try {
    const now = (await store.get(entry.id)) ?? entry
    return now.state === 'started' ? await context.journal.settle(now, await outcomeByReading(now, context)) : now
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    return {
      ...entry,
      state: 'unknown',
      message: `It broke off, and how it ended cannot be seen: ${toApiError(error).message}`,
    }
  } finally {
    await lock.release()
  }
}

function withTimeout(context: RequestContext): RequestContext {
  const timeout = AbortSignal.timeout(settleTimeoutMs)
  return { ...context, signal: context.signal ? AbortSignal.any([context.signal, timeout]) : timeout }
}

async function whatIsKept(
  entries: readonly JournalEntry[],
  store: JournalStore,
): Promise<(entry: JournalEntry) => boolean> {
  const repositories = [...new Set(entries.map(repositoryOf))]
  const kept = await Promise.all(
    repositories.map(async (repository) => {
      const digests = entries.flatMap((entry) => (repositoryOf(entry) === repository ? (entry.from ?? []) : []))
      return [repository, await store.keptManifests(repository, digests)] as const
    }),
  )
  const byRepository = new Map(kept)
  return (entry) => entry.from !== null && byRepository.get(repositoryOf(entry))?.has(entry.from) === true
}

/**
 * A page of the journal, newest first, 50 entries unless told otherwise. Entries that an earlier server left unfinished are
 * settled by reading their tags. @throws {InvalidReferenceError}
 */
export async function listHistory(
  { repository: name, n = defaultPageSize, before }: z.output<typeof listHistoryEndpoint.input>,
  context: RequestContext,
): Promise<History> {
  const repository = name === undefined ? undefined : formatRepository(parseRepository(name))
  const store = await context.journal.store()
  const patient = withTimeout(context)
  const visible = await visibleHistory({ repository, before, limit: n }, { store, context })
  const settled = visible.entries.map(async (entry) => {
    const isOpen = entry.state === 'started' && !context.journal.isUnderWay(entry)
    return isOpen ? settleUnfinished(entry, store, patient) : entry
  })
  const page = await Promise.all(settled)
  const isKept = await whatIsKept(page, store)
  const canRestore = (entry: JournalEntry) => ['done', 'unknown'].includes(entry.state) && isKept(entry)
  const entries: HistoryEntry[] = page.map((entry) => ({ ...entry, canRestore: canRestore(entry) }))
  const next = visible.before
  return { entries, durable: store.durable, ...(next === undefined ? {} : { next }) }
}
