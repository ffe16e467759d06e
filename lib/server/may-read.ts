import 'server-only'
import type { Repository } from '@/lib/oci/reference'
import { RegistryError } from '@/lib/registry/errors'
import { listTags } from '@/lib/registry/tags'
import type { RequestContext } from './request-context'

/** Whether the registry lets the caller read in a repository: as it has said within the last half minute, or says now. */
export async function mayRead({ registry, repository }: Repository, context: RequestContext): Promise<boolean> {
  const { access, signal } = context
  if (access.manifests.isProven({ registry, repository })) return true
  try {
    await access.lanes.run(registry, signal, () => listTags(access.client(registry), { repository, limit: 1, signal }))
    access.manifests.prove({ registry, repository })
    return true
  } catch (error) {
    if (error instanceof RegistryError && error.kind !== 'aborted') return false
    throw error
  }
}
