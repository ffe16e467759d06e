import type { QueryClient } from '@tanstack/react-query'
import { registriesQuery, registryCheckQuery } from '@/lib/contract/queries'

const kept = new Set<unknown>([registriesQuery().queryKey[0], registryCheckQuery('').queryKey[0]])

/**
 * For a sign-in or sign-out at this registry: what one may see is another now, so all that was read before goes. Only the
 * page about the registries stays as it stands until it has been told the news.
 */
export async function forgetWhatWasRead(client: QueryClient, registry: string): Promise<void> {
  client.removeQueries({ predicate: ({ queryKey }) => !kept.has(queryKey[0]) })
  await Promise.all([
    client.invalidateQueries({ queryKey: registriesQuery().queryKey }),
    client.invalidateQueries({ queryKey: registryCheckQuery(registry).queryKey }),
  ])
}
