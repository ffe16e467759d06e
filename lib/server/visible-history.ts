import 'server-only'
import type { JournalEntry } from '@/lib/contract/history'
import { parseRepository } from '@/lib/oci/reference'
import { processConfig } from './config'
import { type JournalPage, type JournalStore, repositoryOf } from './journal-store'
import { mayRead } from './may-read'
import { type RequestContext, writerAt } from './request-context'

/** Somebody who may see next to nothing must not make us read all of it. */
const maxRounds = 10

function isOwn(entry: JournalEntry, context: RequestContext): boolean {
  const { registry } = parseRepository(repositoryOf(entry))
  const isKnown = context.name !== undefined || context.session?.signIns.get(registry)?.isConfirmed === true
  return isKnown && entry.by === writerAt(registry, context)
}

function createJudge(context: RequestContext): (entry: JournalEntry) => Promise<boolean> {
  const verdicts = new Map<string, Promise<boolean>>()
  return async (entry) => {
    if (isOwn(entry, context)) return true
    const repository = repositoryOf(entry)
    const verdict = verdicts.get(repository) ?? mayRead(parseRepository(repository), context)
    verdicts.set(repository, verdict)
    return verdict
  }
}

export interface VisibleHistory {
  entries: JournalEntry[]
  /** Where the next page starts; undefined at the end. */
  before: string | undefined
}

async function readVisible(
  page: JournalPage,
  { store, context }: { store: JournalStore; context: RequestContext },
): Promise<VisibleHistory> {
  const judge = createJudge(context)
  const entries: JournalEntry[] = []
  let { before } = page
  for (let round = 0; round < maxRounds; round += 1) {
    const found = await store.list({ ...page, before })
    const verdicts = await Promise.all(found.map(judge))
    for (const [position, entry] of found.entries()) {
      before = entry.id
      if (verdicts[position]) entries.push(entry)
      if (entries.length === page.limit) return { entries, before }
    }
    if (found.length < page.limit) return { entries, before: undefined }
  }
  return { entries, before }
}

/**
 * A page of the journal: all of it where one person works; in shared mode what the caller wrote, and what belongs to
 * repositories that the registry lets them read. Such a page may be short, and still not be the last one.
 */
export async function visibleHistory(
  page: JournalPage,
  services: { store: JournalStore; context: RequestContext },
): Promise<VisibleHistory> {
  if (processConfig().mode === 'shared') return readVisible(page, services)
  const found = await services.store.list({ ...page, limit: page.limit + 1 })
  const entries = found.slice(0, page.limit)
  return { entries, before: found.length > page.limit ? entries.at(-1)?.id : undefined }
}
