import { type Digest, isDigest } from '@/lib/oci/digest'
import { inSlices } from '@/lib/oci/in-slices'
import { isTag } from '@/lib/oci/reference'
import type { RegistryClient } from './client'
import { RegistryError } from './errors'
import { getPage, type Page } from './page'
import { repositoryPath } from './path'
import { repositoryScope } from './scope'

const maxRestartPages = 20
/** Of all those pages together. */
const maxRestartMs = 60_000

export interface TagsRequest {
  repository: string
  /** Tags on the page, as a wish; registries give more or fewer. */
  limit?: number
  /** A tag to start after, or the `next` of the page before. */
  last?: string
  signal?: AbortSignal | undefined
}

export interface TagsPage {
  /** As the registry orders them, each once. */
  tags: string[]
  /** What they point to, of those of which the registry says it. */
  digests?: Record<string, Digest>
  /** Opaque. Absent on the last page. */
  next?: string
  /** Entries that are no tags. */
  rejected: number
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Google tells the digests along with the tags: by digest, the tags that point to it. */
async function readDigests(manifests: unknown, tags: ReadonlySet<string>): Promise<Record<string, Digest> | undefined> {
  if (!isRecord(manifests)) return undefined
  const found = new Map<string, Digest>()
  await inSlices(Object.keys(manifests), (digest) => {
    const entry = manifests[digest]
    if (!isDigest(digest) || !isRecord(entry) || !Array.isArray(entry.tag)) return
    for (const tag of entry.tag) if (tags.has(tag)) found.set(tag, digest)
  })
  return found.size > 0 ? Object.fromEntries(found) : undefined
}

/** A list of hundreds of thousands is read without holding up anybody else. */
async function readTags({ document, next }: Page): Promise<TagsPage> {
  const entries: unknown[] = Array.isArray(document.tags) ? document.tags : []
  const tags = new Set<string>()
  let rejected = 0
  await inSlices(entries, (entry) => {
    if (typeof entry === 'string' && isTag(entry)) tags.add(entry)
    else rejected += 1
  })
  const digests = await readDigests(document.manifest, tags)
  return { tags: [...tags], rejected, ...(digests && { digests }), ...(next !== undefined && { next }) }
}

/** zot knows no page after a tag that has been deleted meanwhile: what comes behind it is found from the start. */
async function restart(
  read: (last?: string) => Promise<TagsPage>,
  { last, failure }: { last: string; failure: unknown },
): Promise<TagsPage> {
  let cursor: string | undefined
  const endMs = Date.now() + maxRestartMs
  for (let pages = 0; pages < maxRestartPages && Date.now() < endMs; pages += 1) {
    const page = await read(cursor)
    const isSorted = page.tags.every((tag, index) => index === 0 || tag > (page.tags[index - 1] ?? ''))
    if (!isSorted) throw failure
    const tags = page.tags.filter((tag) => tag > last)
    if (tags.length > 0 || page.next === undefined) return { ...page, tags }
    cursor = page.next
  }
  throw failure
}

/**
 * One page of tags. Tolerates null, repeated and foreign entries, and a list served as text.
 * @throws {RegistryError} not-found, unauthorized, invalid-answer, … Source: distribution-spec v1.1, "Listing Tags".
 */
export async function listTags(client: RegistryClient, request: TagsRequest): Promise<TagsPage> {
  const { repository, limit, last, signal } = request
  const path = repositoryPath(client.registry, repository, 'tags/list')
  const scopes = [repositoryScope(repository, 'pull')]
  const read = async (after?: string) =>
    readTags(await getPage(client, { path, endsWith: '/tags/list', scopes, limit, last: after, signal }))
  try {
    return await read(last)
  } catch (failure) {
    const isGone = failure instanceof RegistryError && failure.status === 404
    if (!isGone || last === undefined || last.startsWith('?')) throw failure
    return restart(read, { last, failure })
  }
}
