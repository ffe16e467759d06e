import 'server-only'
import type { z } from 'zod'
import type { listTagsEndpoint, TagPage } from '@/lib/contract/tags'
import { inSlices } from '@/lib/oci/in-slices'
import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { formatRepository, isTag, parseRepository } from '@/lib/oci/reference'
import { maxLinkLength } from '@/lib/registry/link-header'
import { listTags as listRegistryTags } from '@/lib/registry/tags'
import type { RequestContext } from './request-context'

/** One page of a repository's tags, in the registry's order. @throws {InvalidReferenceError | RegistryError} */
export async function listTags(
  { repository: name, n, last }: z.output<typeof listTagsEndpoint.input>,
  context: RequestContext,
): Promise<TagPage> {
  const { registry, repository } = parseRepository(name)
  if (last !== undefined && !isTag(last) && last.length > maxLinkLength)
    throw new InvalidReferenceError('“last” must be the `next` of the page before.', last)
  const { access, signal } = context
  const page = await listRegistryTags(access.client(registry), { repository, limit: n, last, signal })
  await inSlices(Object.entries(page.digests ?? {}), ([tag, digest]) =>
    access.manifests.noteListed({ registry, repository, tag }, digest),
  )
  return {
    repository: formatRepository({ registry, repository }),
    tags: page.tags,
    ...(page.digests === undefined ? {} : { digests: page.digests }),
    ...(page.next === undefined ? {} : { next: page.next }),
  }
}
