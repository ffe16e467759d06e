import 'server-only'
import type { z } from 'zod'
import type { listRepositoriesEndpoint, RepositoryPage } from '@/lib/contract/tags'
import { listRepositories as listRegistryRepositories } from '@/lib/registry/catalog'
import { parseRegistry } from './parse-registry'
import type { RequestContext } from './request-context'

/** One page of a registry's catalog. @throws {InvalidReferenceError | RegistryError} unsupported or denied where there is none */
export async function listRepositories(
  { registry: text, n, last }: z.output<typeof listRepositoriesEndpoint.input>,
  context: RequestContext,
): Promise<RepositoryPage> {
  const registry = parseRegistry(text)
  const { access, signal } = context
  const page = await listRegistryRepositories(access.client(registry), { limit: n, last, signal })
  return { registry, repositories: page.repositories, ...(page.next === undefined ? {} : { next: page.next }) }
}
