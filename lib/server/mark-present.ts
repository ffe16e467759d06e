import 'server-only'
import type { PlannedCopy } from '@/lib/compose/plan-copies'
import type { Digest } from '@/lib/oci/digest'
import type { Repository } from '@/lib/oci/reference'
import { headBlob } from '@/lib/registry/blobs'
import { RegistryError } from '@/lib/registry/errors'
import { headManifest } from '@/lib/registry/manifests'
import type { RequestContext } from './request-context'

/** Each look is a request; what is not looked for is copied, which finds it there too. */
const maxLooks = 64

async function isThere(
  { digest, kind }: PlannedCopy,
  { registry, repository }: Repository,
  { access, signal }: RequestContext,
): Promise<boolean> {
  const client = access.client(registry)
  try {
    const found =
      kind === 'blob'
        ? await headBlob(client, { repository, digest, signal })
        : await headManifest(client, { repository, name: digest, signal })
    return found !== undefined
  } catch (error) {
    if (error instanceof RegistryError && error.kind !== 'aborted') return false
    throw error
  }
}

/**
 * The copies, those of them `present` that the target's repository has already: a registry holds no manifest without its blobs.
 * What nobody can tell stays as it was planned.
 */
export async function markPresent(
  copies: PlannedCopy[],
  target: Repository,
  context: RequestContext,
): Promise<PlannedCopy[]> {
  const present = new Set<Digest>()
  const lookFor = (wanted: PlannedCopy[]) =>
    Promise.all(
      wanted.map(async (copy) => {
        if (await isThere(copy, target, context)) present.add(copy.digest)
      }),
    )
  const manifests = copies.filter(({ kind }) => kind === 'manifest')
  if (manifests.length > maxLooks) return copies
  await lookFor(manifests)
  const isWhole = present.size === manifests.length && !copies.some(({ kind }) => kind === 'referrer')
  const blobs = copies.filter(({ kind, how }) => kind === 'blob' && how === 'copy')
  if (!isWhole) await lookFor(blobs.slice(0, maxLooks - manifests.length))
  return copies.map((copy) => (isWhole || present.has(copy.digest) ? { ...copy, how: 'present' } : copy))
}
