import type { ApiError } from '@/lib/contract/error'
import type { RegistryError } from '@/lib/registry/errors'
import { isConnectFailure } from '@/lib/registry/failure'

const missingKinds = new Set<RegistryError['kind']>(['unauthorized', 'denied', 'not-found'])

/** An address that is blocked, a place that a registry may not send us to, a port that is closed and one that swallows everything look alike. */
function isWithoutConnection({ kind, cause, readsRepository }: RegistryError): boolean {
  const isStopped = kind === 'not-allowed' && (readsRepository || cause !== undefined)
  return kind === 'unreachable' || isConnectFailure(cause) || isStopped
}

/**
 * One answer for all that a stranger must not tell apart: what does not exist and what is hidden from them; what is refused
 * on the way to a registry, and why. Undefined for an error that gives nothing away.
 */
export function hideDifferences(error: RegistryError): ApiError | undefined {
  const { registry, kind, readsRepository } = error
  const detail = { registry }
  if (readsRepository && missingKinds.has(kind)) {
    const message = `${registry} has nothing of this name, or does not show it to you. Check the name, or sign in to ${registry}.`
    return { code: 'NOT_FOUND', message, detail }
  }
  if (!isWithoutConnection(error)) return undefined
  const message = `${registry} cannot be reached from here. Check the address, or ask whoever runs this site.`
  return { code: 'REGISTRY_UNREACHABLE', message, detail }
}
