import 'server-only'
import { parseReference } from '@/lib/oci/reference'
import { processConfig } from './config'
import type { RequestContext } from './request-context'

/**
 * The registry of a reference or repository, where it has refused this visitor's own sign-in, so that what is shown is what
 * everybody may see. Strangers hear nothing of the operator's.
 */
export function refusedRegistry(
  place: string,
  { access, session }: Pick<RequestContext, 'access' | 'session'>,
): string | undefined {
  const { registry } = parseReference(place)
  const isOwn = processConfig().mode === 'local' || session?.signIns.has(registry) === true
  return isOwn && access.notes.of(registry)?.signInRefused === true ? registry : undefined
}
