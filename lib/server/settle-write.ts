import 'server-only'
import { ApiFailure } from '@/lib/contract/error'
import type { JournalEntry } from '@/lib/contract/history'
import { type Digest, shortDigest } from '@/lib/oci/digest'
import { parseReference, type Reference } from '@/lib/oci/reference'
import { RegistryError } from '@/lib/registry/errors'
import { headManifest } from '@/lib/registry/manifests'
import type { Outcome, TagMove } from './journal'
import { type RequestContext, writerAt } from './request-context'

/** What a tag names at this moment, asked anew; undefined when there is no such tag. @throws {RegistryError} */
export async function digestAt(target: Reference, context: RequestContext): Promise<Digest | undefined> {
  const { registry, repository, tag } = target
  const client = context.access.client(registry)
  return (await headManifest(client, { repository, name: tag ?? 'latest', signal: context.signal }))?.digest
}

/** How a write that broke off ended, as the tag itself says. @throws {RegistryError} when it cannot be read */
export async function outcomeByReading(entry: JournalEntry, context: RequestContext): Promise<Outcome> {
  const now = (await digestAt(parseReference(entry.reference), context)) ?? null
  if (now === entry.to) return { state: 'done', message: 'It broke off, but the registry had done it.' }
  if (now === entry.from) return { state: 'failed', message: 'It broke off before the tag was written.' }
  const found = now === null ? 'does not exist' : `names ${shortDigest(now)}`
  return { state: 'unknown', message: `It broke off, and the tag ${found} now: somebody else has written since.` }
}

async function settleFailure(entry: JournalEntry, error: unknown, context: RequestContext): Promise<void> {
  const { journal } = context
  const refusal = error instanceof ApiFailure ? error.cause : error
  const { status = 500 } = refusal instanceof RegistryError ? refusal : {}
  const message = error instanceof Error ? error.message : ''
  if (status >= 400 && status < 500) {
    await journal.settle(entry, { state: 'failed', message })
    return
  }
  if (error instanceof ApiFailure) {
    await journal.settle(entry, { state: 'unknown', message })
    return
  }
  try {
    await journal.settle(entry, await outcomeByReading(entry, context))
  } catch {
    journal.abandon(entry)
  }
}

/** Notes a write before anything of it is done; `journaled` goes on from there. @throws {ApiFailure} INTERNAL; {RegistryError} without the right */
export async function noteWrite(move: Omit<TagMove, 'by'>, context: RequestContext): Promise<JournalEntry> {
  context.signal?.throwIfAborted()
  context.access.checkWrite(move.target)
  return context.journal.begin({ ...move, by: writerAt(move.target.registry, context) })
}

/**
 * Notes a write to a tag unless that is done already, does it, notes how it ended. Once begun, a caller who leaves no longer
 * stops it. @throws what `write` throws; {ApiFailure} INTERNAL where the journal cannot be written, and then nothing was
 */
export async function journaled(
  { noted, ...move }: Omit<TagMove, 'by'> & { noted?: JournalEntry | undefined },
  write: (context: RequestContext) => Promise<void>,
  context: RequestContext,
): Promise<void> {
  const entry = noted ?? (await noteWrite(move, context))
  const patient = { ...context, signal: undefined }
  try {
    await write(patient)
  } catch (error) {
    await settleFailure(entry, error, patient)
    throw error
  }
  await context.journal.settle(entry, { state: 'done' })
}
