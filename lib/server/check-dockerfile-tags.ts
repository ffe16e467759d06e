import 'server-only'
import type { DockerfileCheck } from '@/lib/contract/dockerfile'
import { compareTags, sortTags } from '@/lib/oci/compare-tags'
import { InvalidManifestError } from '@/lib/oci/invalid-manifest-error'
import { parsePlatform } from '@/lib/oci/platform'
import { formatReference, formatRepository, parseReference, type Reference } from '@/lib/oci/reference'
import { RegistryError } from '@/lib/registry/errors'
import { offerFor } from '@/lib/resolve/dockerfile-offer'
import { inspectTag } from './inspect-tag'
import { listTags } from './list-tags'
import type { RequestContext } from './request-context'

type Suggestion = DockerfileCheck['suggestions'][number]

const maxPages = 5
const maxTagsRead = 20
const maxSuggestions = 3

async function namesOf(reference: Reference, context: RequestContext): Promise<string[]> {
  const names: string[] = []
  let last: string | undefined
  for (let page = 0; page < maxPages; page += 1) {
    const { tags, next } = await listTags({ repository: formatRepository(reference), last }, context)
    names.push(...tags)
    if (next === undefined || next === last) break
    last = next
  }
  return names
}

/** `8-jdk-slim` and `11.0.2-jdk-slim` are one flavour. */
const flavourOf = (tag: string) => tag.replace(/\d+/g, '0').replace(/0([._]0)+/g, '0')

/** Newer-looking tags, those of the same flavour first; commits and referrers are nobody's base. */
export function newerTags(tags: readonly string[], current: string): string[] {
  const isMachineMade = (tag: string) => /^[0-9a-f]{7,40}$|^sha256-/.test(tag)
  const newer = sortTags(tags).filter((tag) => !isMachineMade(tag) && compareTags(tag, current) < 0)
  const isSame = (tag: string) => flavourOf(tag) === flavourOf(current)
  return [...newer.filter(isSame), ...newer.filter((tag) => !isSame(tag))].slice(0, maxTagsRead)
}

async function hasAll(
  reference: Reference & { tag: string },
  wanted: readonly string[],
  context: RequestContext,
): Promise<boolean> {
  const { access, signal } = context
  const facts = await access.lanes.run(reference.registry, signal, () => inspectTag(reference, context))
  return wanted.every((name) => {
    const platform = parsePlatform(name)
    return platform !== undefined && offerFor(platform, facts.platforms).state === 'has'
  })
}

/** Newer tags of the same repository that have what the base lacks; none when the registry does not say. */
export async function suggestTags(
  { reference: text, platforms }: { reference: string; platforms: string[] },
  context: RequestContext,
): Promise<Suggestion[]> {
  const { registry, repository, tag, digest } = parseReference(text)
  if (tag === undefined || digest !== undefined) return []
  try {
    const names = newerTags(await namesOf({ registry, repository }, context), tag)
    const read = names.map((name) => hasAll({ registry, repository, tag: name }, platforms, context))
    const results = await Promise.allSettled(read)
    context.signal?.throwIfAborted()
    return names
      .filter((_, position) => {
        const result = results[position]
        return result?.status === 'fulfilled' && result.value
      })
      .slice(0, maxSuggestions)
      .map((name) => ({ reference: text, suggested: formatReference({ registry, repository, tag: name }), platforms }))
  } catch (error) {
    context.signal?.throwIfAborted()
    if (error instanceof RegistryError || error instanceof InvalidManifestError) return []
    throw error
  }
}
