import 'server-only'
import { ApiFailure } from '@/lib/contract/error'
import type { RestoredTag, RestoreInput } from '@/lib/contract/restore'
import { type Digest, isDigest, shortDigest } from '@/lib/oci/digest'
import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { formatReference, formatRepository, parseReference, type Reference } from '@/lib/oci/reference'
import { RegistryError } from '@/lib/registry/errors'
import type { KeptManifest } from './journal-store'
import { readManifest } from './read-manifest'
import type { RequestContext } from './request-context'
import { digestAt } from './settle-write'
import { lockTag } from './tag-lock'
import { mediaTypeOf, movedFailure, writeTag } from './write-tag'

/** A reference that names a tag and nothing else. @throws {InvalidReferenceError} */
export function parseTagReference(text: string): Reference & { tag: string } {
  const { registry, repository, tag, digest } = parseReference(text)
  if (tag === undefined || digest !== undefined)
    throw new InvalidReferenceError('Write the tag without a digest, for example ghcr.io/org/app:1.0.', text)
  return { registry, repository, tag }
}

function checkDigest(text: string): Digest {
  if (isDigest(text)) return text
  const message = 'Give the digest to put the tag back on, as sha256: and 64 hexadecimal characters in lower case.'
  throw new ApiFailure({ code: 'REQUEST_INVALID', message })
}

async function fromRegistry(
  target: Reference,
  digest: Digest,
  context: RequestContext,
): Promise<KeptManifest | undefined> {
  try {
    const stored = await readManifest({ ...target, tag: undefined, digest }, context)
    const mediaType = await mediaTypeOf(stored)
    return mediaType === undefined ? undefined : { digest: stored.digest, mediaType, bytes: stored.bytes }
  } catch (error) {
    if (error instanceof RegistryError && error.kind === 'not-found') return undefined
    throw error
  }
}

async function readEarlier(target: Reference, digest: Digest, context: RequestContext): Promise<KeptManifest> {
  const repository = formatRepository(target)
  const found =
    (await fromRegistry(target, digest, context)) ??
    (await (await context.journal.store()).getManifest(repository, digest))
  if (found) return found
  const message = `${repository} no longer has ${shortDigest(digest)}, and the history here does not keep it either: it cannot be put back.`
  throw new ApiFailure({ code: 'NOT_FOUND', message })
}

/** The registry checks what a manifest names: old images may be gone though the old index is kept here. */
function explainRefusal(error: unknown, target: Reference): unknown {
  if (!(error instanceof RegistryError) || !error.codes.includes('MANIFEST_BLOB_UNKNOWN')) return error
  const message = `${target.registry} has already removed images or layers that the old manifest of ${formatReference(target)} names, so it cannot be put back; push them again first.`
  return new ApiFailure({ code: 'UNPROCESSABLE', message, detail: { missing: error.detail } }, { cause: error })
}

/**
 * Puts a tag back on an earlier digest: the bytes come from the registry or, when it has dropped them, from the journal.
 * @throws {InvalidReferenceError}; {ApiFailure} CONFLICT, NOT_FOUND, UNPROCESSABLE; {RegistryError}
 */
export async function restoreTag(
  { reference, digest: text, expected }: RestoreInput,
  context: RequestContext,
): Promise<RestoredTag> {
  const target = parseTagReference(reference)
  const wanted = checkDigest(text)
  const lock = await lockTag(target, context)
  try {
    const earlier = await readEarlier(target, wanted, context)
    const now = (await digestAt(target, context)) ?? null
    if (now !== expected && now !== earlier.digest) throw movedFailure(target, { expected, now })
    await writeTag({ action: 'restore', target, ...earlier, from: now, lock }, context)
    return { reference: formatReference(target), digest: earlier.digest, previous: now }
  } catch (error) {
    throw explainRefusal(error, target)
  } finally {
    await lock.release()
  }
}
