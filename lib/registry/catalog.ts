import { isRepositoryName } from '@/lib/oci/reference'
import type { RegistryClient } from './client'
import { RegistryError } from './errors'
import { getPage } from './page'
import { catalogScope } from './scope'

function noCatalog({ registry, quirks }: RegistryClient, cause?: unknown): RegistryError {
  const message = `${quirks?.name ?? registry} does not list its repositories. Enter the name of one.`
  return new RegistryError({ kind: 'unsupported', registry, message, cause })
}

/**
 * One page of the repositories a registry shows us; many show none. `last` is a name or the `next` of the page before.
 * @throws {RegistryError} unauthorized, denied, not-found, unsupported where there is no catalog. Source: distribution, "Catalog".
 */
export async function listRepositories(
  client: RegistryClient,
  { limit, last, signal }: { limit?: number; last?: string; signal?: AbortSignal | undefined } = {},
): Promise<{ repositories: string[]; next?: string }> {
  if (client.quirks?.hasCatalog === false) throw noCatalog(client)
  const request = { path: '/v2/_catalog', endsWith: '/_catalog', scopes: [catalogScope], limit, last, signal }
  const { document, next } = await getPage(client, request).catch((error: unknown) => {
    // Google and registry.k8s.io lead to a page for people instead; of others that may mean that there is no registry at all
    const isPage = error instanceof RegistryError && error.kind === 'invalid-answer' && client.quirks !== undefined
    throw isPage ? noCatalog(client, error) : error
  })
  const entries: unknown[] = Array.isArray(document.repositories) ? document.repositories : []
  const valid = entries.filter((entry): entry is string => typeof entry === 'string' && isRepositoryName(entry))
  return { repositories: [...new Set(valid)], ...(next !== undefined && { next }) }
}
