import { callApi, streamApi } from '@/lib/contract/call-api'
import { listTagPlatformsEndpoint, listTagsEndpoint, type TagLine } from '@/lib/contract/tags'
import { sortTags } from '@/lib/oci/compare-tags'

export interface DigestMatch {
  tag: string
  /** Set where not the tag itself but its image for this platform has the digest. */
  platform?: string
}

export interface DigestSearch {
  /** `waiting`: many tags are left; going on is for the visitor to decide. */
  state: 'listing' | 'looking' | 'waiting' | 'done'
  /** How many tags there are, how many of them were looked at, and how many of those could not be read. */
  total: number
  looked: number
  unread: number
  matches: DigestMatch[]
}

interface DigestQuestion {
  repository: string
  digest: string
  /** All tags, where they are known already. */
  tags?: string[]
  signal: AbortSignal
}

/** Their names fill an address that every server takes. */
const tagsPerRequest = 50
/** Each tag costs the registry a request or more, which it may count: so many are looked at unasked. */
const unaskedTags = 200

async function listAllTags(repository: string, signal: AbortSignal): Promise<string[]> {
  const tags = new Set<string>()
  const asked = new Set<string | undefined>()
  let last: string | undefined
  while (!asked.has(last)) {
    asked.add(last)
    const page = await callApi(listTagsEndpoint, { repository, last }, signal)
    for (const tag of page.tags) tags.add(tag)
    last = page.next
    if (last === undefined) break
  }
  return sortTags([...tags])
}

function matchOf(line: TagLine, digest: string): DigestMatch[] {
  if ('error' in line) return []
  if (line.digest === digest) return [{ tag: line.tag }]
  const image = line.images.find((candidate) => candidate.digest === digest)
  return image ? [{ tag: line.tag, platform: image.platform }] : []
}

/**
 * Looks for the tags that point at a digest, or have an image with it, the newest-looking first. Whoever takes no next
 * state holds the search.
 */
export async function* findDigest({ repository, digest, tags, signal }: DigestQuestion): AsyncGenerator<DigestSearch> {
  let found: DigestSearch = { state: 'listing', total: 0, looked: 0, unread: 0, matches: [] }
  yield found
  const names = tags ?? (await listAllTags(repository, signal))
  found = { ...found, state: 'looking', total: names.length }
  for (let start = 0; start < names.length; start += tagsPerRequest) {
    if (start === unaskedTags) yield { ...found, state: 'waiting' }
    signal.throwIfAborted()
    const tag = names.slice(start, start + tagsPerRequest)
    for await (const line of streamApi(listTagPlatformsEndpoint, { repository, tag }, signal)) {
      found = {
        ...found,
        looked: found.looked + 1,
        unread: found.unread + ('error' in line ? 1 : 0),
        matches: [...found.matches, ...matchOf(line, digest)],
      }
      yield found
    }
  }
  yield { ...found, state: 'done' }
}
