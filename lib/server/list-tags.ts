import 'server-only'
import type { z } from 'zod'
import type { listTagsEndpoint, TagPage } from '@/lib/contract/tags'
import { inSlices } from '@/lib/oci/in-slices'
import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { formatRepository, isTag, parseRepository } from '@/lib/oci/reference'
import { maxLinkLength } from '@/lib/registry/link-header'
import { listTags as listRegistryTags, type TagsPage } from '@/lib/registry/tags'
import type { RequestContext } from './request-context'

type Asked = Pick<z.output<typeof listTagsEndpoint.input>, 'n' | 'last'>

/** distribution 2.8 and others answer every question with the whole list: what was asked for is then cut out of it. */
function cutPage({ tags, next, ...rest }: TagsPage, { n, last = '' }: Asked): TagsPage {
  if (next !== undefined || last.startsWith('?')) return { tags, ...rest, ...(next !== undefined && { next }) }
  const left = tags.slice(tags.indexOf(last) + 1)
  const page = left.slice(0, n)
  return { ...rest, tags: page, ...(page.length < left.length && { next: page.at(-1) }) }
}

function digestsOf({ tags, digests }: TagsPage, listed: TagsPage): Pick<TagPage, 'digests'> {
  if (digests === undefined || tags.length === listed.tags.length) return { digests }
  const kept = new Set(tags)
  return { digests: Object.fromEntries(Object.entries(digests).filter(([tag]) => kept.has(tag))) }
}

/**
 * One page of a repository's tags, in the registry's order, at most `n` where the registry can page or tells them all at once;
 * without `n`, as many as it gives. @throws {InvalidReferenceError | RegistryError}
 */
export async function listTags(
  { repository: name, n, last }: z.output<typeof listTagsEndpoint.input>,
  context: RequestContext,
): Promise<TagPage> {
  const { registry, repository } = parseRepository(name)
  if (last !== undefined && !isTag(last) && last.length > maxLinkLength)
    throw new InvalidReferenceError('“last” must be the `next` of the page before.', last)
  const { access, signal } = context
  const listed = await listRegistryTags(access.client(registry), { repository, limit: n, last, signal })
  const page = cutPage(listed, { n, last })
  await inSlices(Object.entries(listed.digests ?? {}), ([tag, digest]) =>
    access.manifests.noteListed({ registry, repository, tag }, digest),
  )
  return {
    repository: formatRepository({ registry, repository }),
    tags: page.tags,
    ...digestsOf(page, listed),
    ...(page.next === undefined ? {} : { next: page.next }),
  }
}
