import { mayHaveCatalog, registryName } from '@/components/reference/known-registries'
import type { ErrorCode } from '@/lib/contract/error'

const forNobody = (name: string) => `${name} gives nobody a list of its repositories.`
const forKnownPeople = (name: string) => `${name} shows the list of its repositories only to people it knows.`

const sentences: Partial<Record<ErrorCode, (name: string) => string>> = {
  UNAUTHORIZED: forKnownPeople,
  DENIED: forKnownPeople,
  NOT_FOUND: forNobody,
  UNPROCESSABLE: forNobody,
}

/**
 * Why there is no list, where that is how the registry is made and no failure. Without a code: what is known before
 * anybody has asked.
 */
export function missingCatalogSentence(registry: string, code?: ErrorCode): string | undefined {
  const name = registryName(registry) ?? registry
  if (code === undefined) return mayHaveCatalog(registry) ? undefined : forNobody(name)
  return sentences[code]?.(name)
}
