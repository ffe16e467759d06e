import { isTag } from '@/lib/oci/reference'
import type { RegistryClient } from './client'
import { getPage } from './page'
import { repositoryPath } from './path'
import { repositoryScope } from './scope'

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
  /** Opaque. Absent on the last page. */
  next?: string
  /** Entries that are no tags. */
  rejected: number
}

/**
 * One page of tags. Tolerates null, repeated and foreign entries, and a list served as text.
 * @throws {RegistryError} not-found, unauthorized, invalid-answer, … Source: distribution-spec v1.1, "Listing Tags".
 */
export async function listTags(client: RegistryClient, request: TagsRequest): Promise<TagsPage> {
  const { repository, limit, last, signal } = request
  const path = repositoryPath(client.registry, repository, 'tags/list')
  const scopes = [repositoryScope(repository, 'pull')]
  const { document, next } = await getPage(client, { path, endsWith: '/tags/list', scopes, limit, last, signal })
  const entries: unknown[] = Array.isArray(document.tags) ? document.tags : []
  const valid = entries.filter((entry): entry is string => typeof entry === 'string' && isTag(entry))
  return { tags: [...new Set(valid)], rejected: entries.length - valid.length, ...(next !== undefined && { next }) }
}
