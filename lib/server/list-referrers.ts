import 'server-only'
import type { z } from 'zod'
import type { listReferrersEndpoint, Referrer } from '@/lib/contract/image-config'
import { formatReference, parseReference } from '@/lib/oci/reference'
import { listReferrers as listRegistryReferrers } from '@/lib/registry/referrers'
import { readManifest } from './read-manifest'
import type { RequestContext } from './request-context'

type Output = z.input<typeof listReferrersEndpoint.output>

/** What refers to an image: signatures, SBOMs and other artifacts. @throws {InvalidReferenceError | RegistryError} */
export async function listReferrers(
  { ref }: z.output<typeof listReferrersEndpoint.input>,
  context: RequestContext,
): Promise<Output> {
  const reference = parseReference(ref)
  const digest = reference.digest ?? (await readManifest(reference, context)).digest
  const { access, signal } = context
  const { registry, repository } = reference
  const found = await listRegistryReferrers(access.client(registry), { repository, digest, signal })
  const referrers = found.map(
    ({ digest: own, mediaType, artifactType, size, annotations }): Referrer => ({
      digest: own,
      mediaType,
      ...(artifactType === undefined ? {} : { artifactType }),
      size,
      annotations: annotations ?? {},
    }),
  )
  return { reference: formatReference(reference), digest, referrers }
}
