import 'server-only'
import type { TagContent } from '@/lib/compose/delete-impact'
import { type Digest, isDigest } from '@/lib/oci/digest'
import { InvalidManifestError } from '@/lib/oci/invalid-manifest-error'
import { parseLargeManifest } from '@/lib/oci/manifest'
import { formatRepository, type Reference, type Repository } from '@/lib/oci/reference'
import { listTags } from './list-tags'
import type { StoredManifest } from './manifest-store'
import { readManifest } from './read-manifest'
import type { RequestContext } from './request-context'

const maxTags = 1000
const maxPages = 20
const maxDepth = 3
/** Of all depths of one tag together. */
const maxNested = 64

export interface TagScan {
  tags: TagContent[]
  /** Tags that could not be read, or were one too many to read. */
  unread: string[]
  /** False when there are more tags than were even listed. */
  isComplete: boolean
}

async function namesOf(
  repository: Repository,
  context: RequestContext,
): Promise<{ names: string[]; isWhole: boolean }> {
  const names = new Set<string>()
  let last: string | undefined
  for (let page = 0; page < maxPages && names.size <= maxTags; page += 1) {
    const { tags, next } = await listTags({ repository: formatRepository(repository), last }, context)
    for (const tag of tags) names.add(tag)
    if (next === undefined || next === last) return { names: [...names], isWhole: true }
    last = next
  }
  return { names: [...names], isWhole: false }
}

/** Every digest behind an index, nested ones included; of what cannot be read, itself alone. */
async function contentsOf(
  stored: StoredManifest,
  place: { repository: Repository; depth: number; budget: { left: number } },
  context: RequestContext,
): Promise<Digest[]> {
  const { repository, depth, budget } = place
  const manifest = await parseLargeManifest(stored.bytes, stored.contentType)
  if (manifest.kind !== 'index') return []
  const found = manifest.index.entries.map(async ({ role, descriptor: { digest } }) => {
    if (role !== 'index' || depth >= maxDepth) return [digest]
    budget.left -= 1
    if (budget.left < 0) throw new InvalidManifestError('The index holds more indexes than are looked through.')
    const nested = await readManifest({ ...repository, digest }, context)
    const deeper = await contentsOf(nested, { ...place, depth: depth + 1 }, context)
    return [digest, ...deeper]
  })
  return (await Promise.all(found)).flat()
}

/** What one tag leads to. @throws {InvalidManifestError | RegistryError} */
export async function readTagContent(
  reference: Reference & { tag: string },
  context: RequestContext,
): Promise<TagContent & { digest: Digest }> {
  const { registry, repository, tag } = reference
  const stored = await readManifest(reference, context)
  const place = { repository: { registry, repository }, depth: 1, budget: { left: maxNested } }
  const contains = await contentsOf(stored, place, context)
  return { tag, digest: stored.digest, contains: [...new Set(contains.filter(isDigest))] }
}

/** What the tags of a repository lead to, at most a thousand, a few at a time. @throws {RegistryError} when they cannot be listed */
export async function scanTags(repository: Repository, context: RequestContext): Promise<TagScan> {
  const { names, isWhole } = await namesOf(repository, context)
  const { access, signal } = context
  const read = names
    .slice(0, maxTags)
    .map((tag) => access.lanes.run(repository.registry, signal, () => readTagContent({ ...repository, tag }, context)))
  const results = await Promise.allSettled(read)
  signal?.throwIfAborted()
  return {
    tags: results.flatMap((result) => (result.status === 'fulfilled' ? result.value : [])),
    unread: names.filter((_, position) => results[position]?.status !== 'fulfilled'),
    isComplete: isWhole,
  }
}
