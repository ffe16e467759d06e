import 'server-only'
import type { z } from 'zod'
import { type Family, familyState, groupManyFamilies, type TagFacts, tagsOfFamily } from '@/lib/compose/families'
import type { listSuggestionsEndpoint, Suggestion, TagLine } from '@/lib/contract/tags'
import { isDigest } from '@/lib/oci/digest'
import { formatRepository, parseRepository, type Repository } from '@/lib/oci/reference'
import { listAllTags } from './list-all-tags'
import { listTagPlatforms } from './list-tag-platforms'
import type { RequestContext } from './request-context'

const maxPages = 200
/** The newest-looking ones: each costs a few requests. */
const maxFamilies = 100

async function readLines(
  families: Family[],
  source: { repository: Repository; tags: ReadonlySet<string> },
  context: RequestContext,
): Promise<Map<string, TagLine>> {
  const repository = formatRepository(source.repository)
  const tag = families.flatMap(tagsOfFamily).filter((name) => source.tags.has(name))
  const lines = new Map<string, TagLine>()
  if (tag.length === 0) return lines
  for await (const line of listTagPlatforms({ repository, tag, detail: 'platforms' }, context))
    lines.set(line.tag, line)
  return lines
}

function factsOf(lines: ReadonlyMap<string, TagLine>): Map<string, TagFacts> {
  const facts = new Map<string, TagFacts>()
  for (const line of lines.values()) {
    if ('error' in line || !isDigest(line.digest)) continue
    const images = line.images.flatMap(({ platform, digest }) => (isDigest(digest) ? [{ platform, digest }] : []))
    facts.set(line.tag, { digest: line.digest, images })
  }
  return facts
}

/** The name only groups: the platform comes from the image, and a contradiction is said. */
function describeMember(
  { tag, claim }: Family['members'][number],
  line: TagLine | undefined,
): Suggestion['sources'][number] {
  if (!line) return { tag, platform: 'unknown', problems: [] }
  if ('error' in line)
    return { tag, platform: 'unknown', problems: [{ code: line.error.code, message: line.error.message }] }
  const platform = line.platforms.join(', ') || 'unknown'
  const isSame = line.platforms.some((name) => name === claim || name.startsWith(`${claim} (`))
  const message = `The name says ${claim}, but the image is for ${platform}.`
  return { tag, platform, problems: isSame ? [] : [{ code: 'PLATFORM_CONTRADICTS_NAME', message }] }
}

/**
 * The merges that a repository's tags suggest, newest-looking first, at most 100. A family whose state cannot be known,
 * because one of its tags cannot be read, counts as stale. @throws {InvalidReferenceError | RegistryError}
 */
export async function listSuggestions(
  { repository: name }: z.output<typeof listSuggestionsEndpoint.input>,
  context: RequestContext,
): Promise<Suggestion[]> {
  const repository = parseRepository(name)
  const { tags: names } = await listAllTags({ ...repository, maxPages }, context)
  const families = await groupManyFamilies(names, maxFamilies)
  const tags = new Set(names)
  const lines = await readLines(families, { repository, tags }, context)
  const facts = factsOf(lines)
  return families.map((family) => ({
    target: family.target,
    sources: family.members.map((member) => describeMember(member, lines.get(member.tag))),
    state: familyState(family, { tags, facts }) ?? 'stale',
  }))
}
