import type { ApiError } from '@/lib/contract/error'
import type { RegistryError } from '@/lib/registry/errors'

const missingKinds = new Set<RegistryError['kind']>(['unauthorized', 'denied', 'not-found'])

/**
 * One answer for what does not exist and what is hidden: a stranger must not tell them apart. Undefined for an error that gives
 * nothing away. What keeps a registry from being reached is told alike by its client.
 */
export function hideDifferences({ registry, kind, readsRepository }: RegistryError): ApiError | undefined {
  if (!readsRepository || !missingKinds.has(kind)) return undefined
  const message = `${registry} has nothing of this name, or does not show it to you. Check the name, or sign in to ${registry}.`
  return { code: 'NOT_FOUND', message, detail: { registry } }
}
