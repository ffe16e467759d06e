import 'server-only'
import { listTags } from './list-tags'
import type { RequestContext } from './request-context'

const mostPages = 200
const mostTags = 200_000
const pageLength = 1_000
/** Pages come one after the other, and each may take as long as a request may. */
const maxPagesMs = 60_000

/**
 * The tags of a repository, page after page: at most 200, none once there are 200,000 tags, and none after a minute.
 * `isWhole` is false where there are more. @throws {InvalidReferenceError | RegistryError}
 */
export async function listEveryTag(
  repository: string,
  context: RequestContext,
  { maxPages = mostPages, maxTags = mostTags }: { maxPages?: number; maxTags?: number } = {},
): Promise<{ tags: string[]; isWhole: boolean }> {
  const found = new Set<string>()
  const endMs = Date.now() + maxPagesMs
  let last: string | undefined
  for (let page = 0; page < maxPages && found.size <= maxTags && Date.now() < endMs; page += 1) {
    const { tags, next } = await listTags({ repository, n: pageLength, last }, context)
    for (const tag of tags) found.add(tag)
    if (next === undefined || next === last) return { tags: [...found], isWhole: true }
    last = next
  }
  return { tags: [...found], isWhole: false }
}
