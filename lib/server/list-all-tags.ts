import 'server-only'
import { type FollowedPage, followPages } from '@/lib/contract/follow-pages'
import { inSlices } from '@/lib/oci/in-slices'
import { formatRepository, type Repository } from '@/lib/oci/reference'
import { listTags } from './list-tags'
import type { RequestContext } from './request-context'

/** Pages come one after the other, and each may take as long as a request may. */
const maxPagesMs = 60_000

interface AllTags {
  /** As the registry orders them, each once. */
  tags: string[]
  /** False when there are more than were read. */
  isWhole: boolean
}

/** The tags of so many pages, of no more pages than it takes to have so many tags, and of none after a minute. @throws {RegistryError} */
export async function listAllTags(
  { maxPages, maxTags = Number.POSITIVE_INFINITY, ...repository }: Repository & { maxPages: number; maxTags?: number },
  context: RequestContext,
): Promise<AllTags> {
  const pages: FollowedPage[] = []
  const asked: (string | undefined)[] = []
  const tags = new Set<string>()
  const endMs = Date.now() + maxPagesMs
  let last: string | undefined
  while (pages.length < maxPages && tags.size <= maxTags && Date.now() < endMs) {
    const page = await listTags({ repository: formatRepository(repository), last }, context)
    pages.push({ names: page.tags, next: page.next })
    asked.push(last)
    await inSlices(page.tags, (tag) => tags.add(tag))
    const { next, isCut } = followPages(pages, asked)
    if (next === undefined) return { tags: [...tags], isWhole: !isCut }
    last = next
  }
  return { tags: [...tags], isWhole: false }
}
