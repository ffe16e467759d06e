import 'server-only'
import { computeDigest } from '@/lib/oci/compute-digest'
import type { Digest } from '@/lib/oci/digest'
import { formatReference, manifestName, type Reference, type Repository } from '@/lib/oci/reference'
import { getBlob } from '@/lib/registry/blobs'
import { getManifest, headManifest } from '@/lib/registry/manifests'
import type { StoredManifest } from './manifest-store'
import type { RequestContext } from './request-context'

const maxConfigBytes = 8 * 1024 * 1024

function fetchManifest(reference: Reference, { access, signal }: RequestContext): Promise<StoredManifest> {
  return access.flights.run(`manifest ${formatReference(reference)}`, signal, async (shared) => {
    const { repository, registry } = reference
    const name = manifestName(reference)
    const answer = await getManifest(access.client(registry), { repository, name, signal: shared })
    access.manifests.keep(reference, answer)
    return answer
  })
}

/** A tag whose digest was seen before costs a look (HEAD), which counts against no pull limit, and nothing more if it stayed. */
async function readTag(reference: Reference, context: RequestContext): Promise<StoredManifest> {
  const { access, signal } = context
  const lastSeen = access.manifests.lastSeen(reference)
  const known = lastSeen && access.manifests.get(reference, lastSeen)
  if (!known) return fetchManifest(reference, context)
  const now = await access.flights.run(`look ${formatReference(reference)}`, signal, (shared) => {
    const { repository, registry } = reference
    return headManifest(access.client(registry), { repository, name: manifestName(reference), signal: shared })
  })
  return now?.digest === known.digest ? known : fetchManifest(reference, context)
}

/** The exact bytes that a reference names now; by digest from memory where they were read before. @throws {RegistryError} */
export function readManifest(reference: Reference, context: RequestContext): Promise<StoredManifest> {
  const key = formatReference(reference)
  const read = context.readTags.get(key)
  if (read) return read
  const { digest } = reference
  const known = digest && context.access.manifests.get(reference, digest)
  const reading = known
    ? Promise.resolve(known)
    : digest
      ? fetchManifest(reference, context)
      : readTag(reference, context)
  context.readTags.set(key, reading)
  return reading
}

/** An image's config, verified, at most 8 MiB. @throws {RegistryError} */
export async function readConfigBlob(
  source: Repository & { digest: Digest },
  context: RequestContext,
): Promise<Uint8Array> {
  const { access, signal } = context
  const known = access.manifests.get(source, source.digest)
  if (known) return known.bytes
  return access.flights.run(`config ${formatReference(source)}`, signal, async (shared) => {
    const { registry, repository, digest } = source
    const client = access.client(registry)
    const bytes = await getBlob(client, { repository, digest, maxBytes: maxConfigBytes, signal: shared })
    access.manifests.keep(source, { bytes, digest: computeDigest(bytes), headerDigestDisagrees: false })
    return bytes
  })
}
