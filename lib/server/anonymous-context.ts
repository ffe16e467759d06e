import 'server-only'
import { processConfig } from './config'
import { createRegistryAccess } from './registry-access'
import type { RequestContext } from './request-context'
import { singleton } from './singleton'

const noCredentials = { find: async () => undefined }

/**
 * The same request as somebody without any sign-in would make it, for what is shown to everybody. It has memories of its
 * own, so that nothing read with a sign-in is in them.
 */
export function anonymousContext(context: RequestContext): RequestContext {
  const access = singleton('anonymous-access', () => createRegistryAccess(processConfig(), noCredentials))
  return { ...context, access, session: undefined, readTags: new Map(), largeReads: { bytes: 0 } }
}
