import 'server-only'
import type { z } from 'zod'
import type { checkRegistryEndpoint, RegistryCheck } from '@/lib/contract/registries'
import { listRepositories } from '@/lib/registry/catalog'
import { RegistryError } from '@/lib/registry/errors'
import { ping } from '@/lib/registry/ping'
import { parseRegistry } from './parse-registry'
import type { RequestContext } from './request-context'
import { toApiError } from './to-api-error'

const answeredKinds = ['unauthorized', 'denied']

async function hasCatalog(registry: string, { access, signal }: RequestContext): Promise<boolean> {
  return listRepositories(access.client(registry), { limit: 1, signal }).then(
    () => true,
    () => false,
  )
}

/** Asks the registry; a refusal for want of a sign-in is an answer too. What is wrong is said, not thrown. */
export async function checkRegistry(
  input: z.output<typeof checkRegistryEndpoint.input>,
  context: RequestContext,
): Promise<RegistryCheck> {
  const registry = parseRegistry(input.registry)
  const startedMs = performance.now()
  try {
    await ping(context.access.client(registry), { signal: context.signal })
    const latencyMs = Math.round(performance.now() - startedMs)
    return { registry, isReachable: true, latencyMs, hasCatalog: await hasCatalog(registry, context) }
  } catch (error) {
    if (!(error instanceof RegistryError) || error.kind === 'aborted') throw error
    const isReachable = answeredKinds.includes(error.kind)
    const latencyMs = Math.round(performance.now() - startedMs)
    const message = error.kind === 'unauthorized' ? `${registry} asks for a sign-in.` : toApiError(error).message
    return { registry, isReachable, message, ...(isReachable ? { latencyMs } : {}) }
  }
}
