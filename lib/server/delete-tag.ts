import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DeletedTag, DeleteInput } from '@/lib/contract/delete'
import { ApiFailure, type ErrorCode } from '@/lib/contract/error'
import { type Digest, shortDigest } from '@/lib/oci/digest'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { RegistryError } from '@/lib/registry/errors'
import { deleteManifest } from '@/lib/registry/manifests'
import { nameTags, readImpact } from './plan-delete'
import { type RequestContext, readAfresh } from './request-context'
import { parseTagReference } from './restore-tag'
import { digestAt, journaled } from './settle-write'
import { lockTag, type TagLock } from './tag-lock'
import { movedFailure, readOld, verifyDelaysMs } from './write-tag'

type TagReference = Reference & { tag: string }

interface Deletion {
  target: TagReference
  digest: Digest
  lock: TagLock
}

function fail(code: ErrorCode, message: string, detail?: unknown): never {
  throw new ApiFailure({ code, message, ...(detail === undefined ? {} : { detail }) })
}

function checkConfirmed(target: TagReference, confirm: string): void {
  const { repository, tag } = target
  const accepted = [`${repository}:${tag}`, formatReference(target)]
  if (accepted.includes(confirm.trim())) return
  fail('REQUEST_INVALID', `To delete this tag, type its name: ${repository}:${tag}. Nothing was deleted.`)
}

async function readDigest(target: TagReference, expected: string, context: RequestContext): Promise<Digest> {
  const now = await digestAt(target, context)
  if (now === undefined)
    return fail('NOT_FOUND', `${formatReference(target)} does not exist; there is nothing to delete.`)
  if (now !== expected) throw movedFailure(target, { expected, now })
  return now
}

/** The tag answers “not found” once it is gone; a connection that broke off is settled in the same way. */
async function verifyGone({ target, digest }: Deletion, context: RequestContext): Promise<void> {
  let found: Digest | undefined
  for (const delayMs of verifyDelaysMs) {
    if (delayMs > 0) await sleep(delayMs, undefined, { signal: context.signal })
    found = await digestAt(target, context)
    if (found === undefined) return
    if (found !== digest) break
  }
  const name = formatReference(target)
  const message =
    found === digest
      ? `${target.registry} accepted the deletion of ${name}, but still shows it; look again in a while.`
      : `${name} was deleted, but names ${shortDigest(found ?? '')} now: somebody else pushed at the same time.`
  fail('CONFLICT', message, { current: found })
}

async function deleteOne(name: string, deletion: Deletion, context: RequestContext): Promise<void> {
  const { registry, repository } = deletion.target
  try {
    await deleteManifest(context.access.client(registry), { repository, name, signal: context.signal })
  } catch (error) {
    const isUnknown = error instanceof RegistryError && ['unreachable', 'timeout', 'unavailable'].includes(error.kind)
    if (!isUnknown || (await digestAt(deletion.target, context)) !== undefined) throw error
  }
  await verifyGone(deletion, context)
}

async function journaledDeletion(name: string, deletion: Deletion, context: RequestContext): Promise<void> {
  const { target, digest, lock } = deletion
  const old = await readOld(target, digest, context)
  lock.checkHeld()
  const move = { action: 'delete', target, from: digest, to: null, old } as const
  await journaled(move, (patient) => deleteOne(name, deletion, patient), context)
}

/** Deleting by digest takes every name of it away, and breaks each index that holds it: allowed only where there is none. */
async function checkAlone({ target }: Deletion, context: RequestContext): Promise<void> {
  const { impact, scan } = await readImpact(target, readAfresh(context))
  const { sharedTags, heldBy } = impact
  const only = `${target.registry} cannot delete a tag, only what it names.`
  const nothing = 'Nothing was deleted.'
  if (sharedTags.length > 0)
    fail('UNPROCESSABLE', `${only} That would delete ${nameTags(sharedTags)} as well. ${nothing}`, { sharedTags })
  if (heldBy.length > 0)
    fail('UNPROCESSABLE', `${only} The index of ${nameTags(heldBy)} contains it and would break. ${nothing}`, {
      heldBy,
    })
  if (scan.unread.length > 0 || !scan.isComplete)
    fail('UNPROCESSABLE', `${only} Not every other tag could be read, and one may share it. ${nothing}`)
}

const cannotDeleteTags = (error: unknown) => error instanceof RegistryError && error.kind === 'unsupported'

async function deleteByTag(deletion: Deletion, context: RequestContext): Promise<'deleted' | 'unsupported'> {
  try {
    await journaledDeletion(deletion.target.tag, deletion, context)
    return 'deleted'
  } catch (error) {
    if (cannotDeleteTags(error)) return 'unsupported'
    throw error
  }
}

async function deleteByDigest(deletion: Deletion, context: RequestContext): Promise<void> {
  try {
    await journaledDeletion(deletion.digest, deletion, context)
  } catch (error) {
    if (!cannotDeleteTags(error)) throw error
    const { registry } = deletion.target
    const message = `${registry} deletes nothing through its API: deleting may be switched off there, or be done on its own pages only. Nothing was deleted.`
    fail('UNPROCESSABLE', message)
  }
}

/**
 * Deletes a tag: by its name or, where the registry cannot and the caller allows it, by the digest that no other tag needs.
 * @throws {InvalidReferenceError}; {ApiFailure} REQUEST_INVALID, CONFLICT, NOT_FOUND, UNPROCESSABLE; {RegistryError}
 */
export async function deleteTag(
  { reference, expected, confirm, byDigest }: DeleteInput,
  context: RequestContext,
): Promise<DeletedTag> {
  const target = parseTagReference(reference)
  checkConfirmed(target, confirm)
  const lock = await lockTag(target, context)
  try {
    const deletion = { target, lock, digest: await readDigest(target, expected, context) }
    const done = { reference: formatReference(target), previous: deletion.digest }
    if ((await deleteByTag(deletion, context)) === 'deleted') return { ...done, how: 'tag' }
    await checkAlone(deletion, context)
    if (!byDigest)
      fail(
        'UNPROCESSABLE',
        `${target.registry} cannot delete a tag, only what it names. No other tag needs ${shortDigest(deletion.digest)}: confirm that it may be deleted by digest. Nothing was deleted.`,
        { byDigest: true },
      )
    await deleteByDigest(deletion, context)
    return { ...done, how: 'digest' }
  } finally {
    await lock.release()
  }
}
