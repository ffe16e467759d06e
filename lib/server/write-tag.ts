import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { ApiFailure } from '@/lib/contract/error'
import type { JournalEntry, WriteAction } from '@/lib/contract/history'
import { type Digest, isDigest, shortDigest } from '@/lib/oci/digest'
import { InvalidManifestError } from '@/lib/oci/invalid-manifest-error'
import { parseLargeManifest } from '@/lib/oci/manifest'
import { normalizeContentType } from '@/lib/oci/media-type'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { RegistryError } from '@/lib/registry/errors'
import { getManifest, putManifest } from '@/lib/registry/manifests'
import { enterSubject } from './enter-subject'
import type { KeptManifest } from './journal-store'
import type { RequestContext } from './request-context'
import { digestAt, journaled } from './settle-write'
import type { TagLock } from './tag-lock'

/** GHCR and Docker Hub may answer “not found” for a moment after a push. */
export const verifyDelaysMs = [0, 500, 1500, 3000, 5000]

export const nameDigest = (digest: string | null | undefined) => (digest ? shortDigest(digest) : 'nothing')

/** The answer to who saw the tag elsewhere than it is. */
export function movedFailure(
  target: Reference,
  { expected, now }: { expected: string | null; now: string | null },
): ApiFailure {
  return new ApiFailure({
    code: 'CONFLICT',
    message: `${formatReference(target)} has moved since the plan was made: it named ${nameDigest(expected)} and names ${nameDigest(now)} now. The tag was not written; plan again to see the difference.`,
    detail: { expected, current: now },
  })
}

/** A manifest's own media type; where its document says none, the one it was served as. */
export async function mediaTypeOf({
  bytes,
  contentType,
}: {
  bytes: Uint8Array
  contentType?: string
}): Promise<string | undefined> {
  try {
    return (await parseLargeManifest(bytes, contentType)).mediaType
  } catch (error) {
    if (error instanceof InvalidManifestError) return normalizeContentType(contentType)
    throw error
  }
}

/** The manifest that is about to lose a tag, for the journal; undefined when there is none, or the registry has lost it. */
export async function readOld(
  target: Reference,
  digest: string | null,
  context: RequestContext,
): Promise<KeptManifest | undefined> {
  if (!isDigest(digest)) return undefined
  const { access, signal } = context
  try {
    const client = access.client(target.registry)
    const stored =
      access.manifests.get(target, digest) ??
      (await getManifest(client, { repository: target.repository, name: digest, signal }))
    const mediaType = await mediaTypeOf(stored)
    return mediaType === undefined ? undefined : { digest, mediaType, bytes: stored.bytes }
  } catch (error) {
    if (error instanceof RegistryError && error.kind === 'not-found') return undefined
    throw error
  }
}

export interface TagWrite {
  action: WriteAction
  target: Reference & { tag: string }
  bytes: Uint8Array
  mediaType: string
  digest: Digest
  /** What the tag names, as just read under the lock. */
  from: string | null
  lock: TagLock
  /** The journal's entry, where one was made before. */
  noted?: JournalEntry | undefined
}

const isSuccess = (status = 0) => status >= 200 && status < 300

/** Whether the registry may have done it all the same: no answer, or one that says neither yes nor no. */
const isOpen = ({ kind, status }: RegistryError) =>
  ['unreachable', 'timeout', 'unavailable'].includes(kind) || (kind === 'invalid-answer' && isSuccess(status))

/** What the tag itself says about a write that did not simply succeed. @throws the failure, or {ApiFailure} CONFLICT */
async function decideByReading({ target, digest, from }: TagWrite, failure: unknown, context: RequestContext) {
  if (!(failure instanceof RegistryError)) throw failure
  const isOvertaken = failure.status === 412
  if (!isOpen(failure) && !isOvertaken) throw failure
  const now = (await digestAt(target, context)) ?? null
  if (now === digest) return
  // Harbor says 412 also where a policy of the project is in the way
  if (!isOvertaken || now === from) throw failure
  throw new ApiFailure(movedFailure(target, { expected: from, now }).error, { cause: failure })
}

async function put(write: TagWrite, context: RequestContext): Promise<void> {
  const { target, bytes, mediaType, digest, from } = write
  const { registry, repository, tag } = target
  const ifMatch = from === null ? null : isDigest(from) ? from : undefined
  const client = context.access.client(registry)
  try {
    const request = { repository, name: tag, bytes, mediaType, ifMatch, signal: context.signal }
    const { subject } = await putManifest(client, request)
    await enterSubject({ target, bytes, mediaType, digest, notedSubject: subject }, context)
  } catch (error) {
    await decideByReading(write, error, context)
  }
}

async function readBack(target: Reference & { tag: string }, context: RequestContext): Promise<Digest | undefined> {
  const { registry, repository, tag } = target
  try {
    const client = context.access.client(registry)
    const answer = await getManifest(client, { repository, name: tag, signal: context.signal })
    context.access.manifests.keep({ registry, repository, tag }, answer)
    return answer.digest
  } catch (error) {
    if (error instanceof RegistryError && error.kind === 'not-found') return undefined
    throw error
  }
}

/** Reads the tag until it names what was written; another digest than ours or the old one means that somebody else pushed. */
async function verify({ target, digest, from }: TagWrite, context: RequestContext): Promise<void> {
  let found: Digest | undefined
  for (const delayMs of verifyDelaysMs) {
    if (delayMs > 0) await sleep(delayMs, undefined, { signal: context.signal })
    found = await readBack(target, context)
    if (found === digest) return
    if (found !== undefined && found !== from) break
  }
  const isLate = found === undefined || found === from
  const message = isLate
    ? `${target.registry} accepted ${formatReference(target)}, but does not show it yet. Look at it in a while before you push again.`
    : `${formatReference(target)} was written, but names ${nameDigest(found)} now instead of ${shortDigest(digest)}: somebody else pushed at the same time. Look at it before you push again.`
  throw new ApiFailure({ code: 'CONFLICT', message, detail: { pushed: digest, current: found ?? null } })
}

/**
 * Puts a manifest under a tag: keeps what the tag names now, notes the write, writes, reads back, notes the outcome. A tag
 * that names it already is left alone. @throws {RegistryError}; {ApiFailure} CONFLICT, INTERNAL
 */
export async function writeTag(write: TagWrite, context: RequestContext): Promise<void> {
  const { action, target, digest, from, lock, noted } = write
  if (from === digest) return
  const old = noted ? undefined : await readOld(target, from, context)
  lock.checkHeld()
  const move = { action, target, from, to: digest, old, noted }
  await journaled(
    move,
    async (patient) => {
      await put(write, patient)
      await verify(write, patient)
    },
    context,
  )
}
