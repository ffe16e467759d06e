import { isRepositoryName } from '@/lib/oci/reference'
import type { RegistryClient } from './client'
import { RegistryError } from './errors'
import { getPage } from './page'
import { catalogScope } from './scope'

/**
 * One page of the repositories a registry shows us; many show none. `last` is a name or the `next` of the page before.
 * @throws {RegistryError} unauthorized, denied, not-found, unsupported where there is no catalog. Source: distribution, "Catalog".
 */
export async function listRepositories(
  client: RegistryClient,
  { limit, last, signal }: { limit?: number; last?: string; signal?: AbortSignal | undefined } = {},
): Promise<{ repositories: string[]; next?: string }> {
  const { registry, quirks } = client
  if (quirks?.hasCatalog === false) {
    const message = `${quirks.name} does not list its repositories. Enter the name of one.`
    throw new RegistryError({ kind: 'unsupported', registry, message })
  }
  const { document, next } = await getPage(client, {
    path: '/v2/_catalog',
    endsWith: '/_catalog',
    scopes: [catalogScope],
    limit,
    last,
    signal,
  })
  const entries: unknown[] = Array.isArray(document.repositories) ? document.repositories : []
  const valid = entries.filter((entry): entry is string => typeof entry === 'string' && isRepositoryName(entry))
  return { repositories: [...new Set(valid)], ...(next !== undefined && { next }) }
}
