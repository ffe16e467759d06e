import 'server-only'
import type { z } from 'zod'
import type { checkRegistryEndpoint, RegistryCheck } from '@/lib/contract/registries'
import type { Digest } from '@/lib/oci/digest'
import { listRepositories } from '@/lib/registry/catalog'
import type { RegistryClient } from '@/lib/registry/client'
import { RegistryError } from '@/lib/registry/errors'
import { ping } from '@/lib/registry/ping'
import { knowsReferrers } from '@/lib/registry/referrers'
import { processConfig } from './config'
import { parseRegistry } from './parse-registry'
import type { RequestContext } from './request-context'
import { toApiError } from './to-api-error'

const answeredKinds = ['unauthorized', 'denied']

type Extras = Pick<RegistryCheck, 'hasCatalog' | 'hasReferrers' | 'deletes'>

/** Of nothing there are no referrers, which a registry that knows referrers says with an empty list. */
const emptyDigest: Digest = 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

async function hasReferrers(
  client: RegistryClient,
  { repository, signal }: { repository: string | undefined; signal: AbortSignal | undefined },
): Promise<boolean | undefined> {
  if (client.quirks?.hasReferrersApi === false) return false
  if (repository === undefined) return undefined
  return knowsReferrers(client, { repository, digest: emptyDigest, signal }).catch(() => undefined)
}

/** What a registry offers beyond the necessary, as far as it can be told without a write. */
async function readExtras(registry: string, { access, signal }: RequestContext): Promise<Extras> {
  const client = access.client(registry)
  const listed = await listRepositories(client, { limit: 1, signal }).catch(() => undefined)
  const referrers = await hasReferrers(client, { repository: listed?.repositories[0], signal })
  const { what } = client.quirks?.cannotDelete ?? {}
  return {
    hasCatalog: listed !== undefined,
    ...(referrers === undefined ? {} : { hasReferrers: referrers }),
    ...(what === undefined ? {} : { deletes: what === 'anything' ? ('nothing' as const) : ('digests' as const) }),
  }
}

/** Asks the registry; a refusal for want of a sign-in is an answer too. What is wrong is said, not thrown. */
export async function checkRegistry(
  input: z.output<typeof checkRegistryEndpoint.input>,
  context: RequestContext,
): Promise<RegistryCheck> {
  const registry = parseRegistry(input.registry)
  const { readOnly, registries } = processConfig()
  const known = { registry, isReadOnly: readOnly || registries[registry]?.readOnly === true }
  const startedMs = performance.now()
  try {
    await ping(context.access.client(registry), { signal: context.signal })
    const latencyMs = Math.round(performance.now() - startedMs)
    return { ...known, isReachable: true, latencyMs, ...(await readExtras(registry, context)) }
  } catch (error) {
    if (!(error instanceof RegistryError) || error.kind === 'aborted') throw error
    const isReachable = answeredKinds.includes(error.kind)
    const latencyMs = Math.round(performance.now() - startedMs)
    const message = error.kind === 'unauthorized' ? `${registry} asks for a sign-in.` : toApiError(error).message
    return { ...known, isReachable, message, ...(isReachable || error.status !== undefined ? { latencyMs } : {}) }
  }
}
