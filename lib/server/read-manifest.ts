import 'server-only'
import { computeDigest } from '@/lib/oci/compute-digest'
import type { Digest } from '@/lib/oci/digest'
import { formatReference, manifestName, type Reference, type Repository } from '@/lib/oci/reference'
import { getBlob } from '@/lib/registry/blobs'
import { RegistryError } from '@/lib/registry/errors'
import { getManifest, headManifest } from '@/lib/registry/manifests'
import type { StoredManifest } from './manifest-store'
import type { RequestContext } from './request-context'

const maxConfigBytes = 8 * 1024 * 1024
/** Whoever writes manifests and configs by ordinary means stays below. */
const largeBytes = 262_144
/** An index of documents as large as each may be must not fill the memory. */
const maxLargeBytes = 64 * 1024 * 1024

/** @throws {RegistryError} too-large, for a large document once this request has read as much of such as it may */
async function withinBounds<T extends Uint8Array | StoredManifest>(
  registry: string,
  { largeReads }: RequestContext,
  reading: Promise<T>,
): Promise<T> {
  const found = await reading
  const { byteLength } = 'bytes' in found ? found.bytes : found
  if (byteLength > largeBytes) largeReads.bytes += byteLength
  if (byteLength <= largeBytes || largeReads.bytes <= maxLargeBytes) return found
  const message = `${registry} has sent 64 MiB of unusually large documents, which is as much as is read at once. Open this one by its digest.`
  throw new RegistryError({ kind: 'too-large', registry, message })
}

/** From the registry, whatever is known of it. @throws {RegistryError} */
export function fetchManifest(reference: Reference, { access, signal }: RequestContext): Promise<StoredManifest> {
  return access.flights.run(`manifest ${formatReference(reference)}`, signal, async (shared) => {
    const { repository, registry } = reference
    const name = manifestName(reference)
    const answer = await getManifest(access.client(registry), { repository, name, signal: shared })
    access.manifests.keep(reference, answer)
    access.manifests.prove(reference)
    return answer
  })
}

/** Costs a look (HEAD), which counts against no pull limit, and nothing more if what is named stayed. */
async function readAgain(
  reference: Reference,
  known: StoredManifest,
  context: RequestContext,
): Promise<StoredManifest> {
  const { access, signal } = context
  const now = await access.flights.run(`look ${formatReference(reference)}`, signal, (shared) => {
    const { repository, registry } = reference
    return headManifest(access.client(registry), { repository, name: manifestName(reference), signal: shared })
  })
  if (now?.digest !== known.digest) return fetchManifest(reference, context)
  access.manifests.prove(reference)
  return known
}

async function readTag(reference: Reference, context: RequestContext): Promise<StoredManifest> {
  const { manifests } = context.access
  const lastSeen = manifests.lastSeen(reference)
  const known = lastSeen && manifests.get(reference, lastSeen)
  return known ? readAgain(reference, known, context) : fetchManifest(reference, context)
}

/** What somebody may no longer see is not shown from memory either. */
function mayShow(repository: Repository, { access }: RequestContext): boolean {
  return !access.rechecks || access.manifests.isProven(repository)
}

async function readDigest(reference: Reference & { digest: Digest }, context: RequestContext): Promise<StoredManifest> {
  const known = context.access.manifests.get(reference, reference.digest)
  if (!known) return fetchManifest(reference, context)
  return mayShow(reference, context) ? known : readAgain(reference, known, context)
}

/** The exact bytes that a reference names now; by digest from memory where they were read before. @throws {RegistryError} */
export function readManifest(reference: Reference, context: RequestContext): Promise<StoredManifest> {
  const key = formatReference(reference)
  const read = context.readTags.get(key)
  if (read) return read
  const { digest } = reference
  const found = digest ? readDigest({ ...reference, digest }, context) : readTag(reference, context)
  const reading = withinBounds(reference.registry, context, found)
  context.readTags.set(key, reading)
  return reading
}

/** An image's config, verified, at most 8 MiB. @throws {RegistryError} */
export function readConfigBlob(source: Repository & { digest: Digest }, context: RequestContext): Promise<Uint8Array> {
  return withinBounds(source.registry, context, readBlob(source, context))
}

async function readBlob(source: Repository & { digest: Digest }, context: RequestContext): Promise<Uint8Array> {
  const { access, signal } = context
  const known = access.manifests.get(source, source.digest)
  if (known && mayShow(source, context)) return known.bytes
  return access.flights.run(`config ${formatReference(source)}`, signal, async (shared) => {
    const { registry, repository, digest } = source
    const client = access.client(registry)
    const bytes = await getBlob(client, { repository, digest, maxBytes: maxConfigBytes, signal: shared })
    access.manifests.keep(source, { bytes, digest: computeDigest(bytes), headerDigestDisagrees: false })
    access.manifests.prove(source)
    return bytes
  })
}
