import 'server-only'
import type { z } from 'zod'
import type { listReferrersEndpoint, Referrer } from '@/lib/contract/image-config'
import { formatReference, parseReference } from '@/lib/oci/reference'
import { type CosignTag, listCosignTags } from '@/lib/registry/cosign-tags'
import { listReferrers as listRegistryReferrers } from '@/lib/registry/referrers'
import { readManifest } from './read-manifest'
import type { RequestContext } from './request-context'

type Output = z.input<typeof listReferrersEndpoint.output>

function asReferrer({ digest, contentType, size, kind, tag }: CosignTag): Referrer {
  return {
    digest,
    mediaType: contentType,
    artifactType: `application/vnd.dev.cosign.${kind}`,
    ...(size === undefined ? {} : { size }),
    annotations: { tag },
  }
}

/** What refers to an image: signatures, SBOMs and other artifacts. @throws {InvalidReferenceError | RegistryError} */
export async function listReferrers(
  { ref }: z.output<typeof listReferrersEndpoint.input>,
  context: RequestContext,
): Promise<Output> {
  const reference = parseReference(ref)
  const digest = reference.digest ?? (await readManifest(reference, context)).digest
  const { access, signal } = context
  // some registries answer for what they do not have as for what nothing refers to
  if (access.rechecks) await readManifest({ ...reference, digest }, context)
  const { registry, repository } = reference
  const subject = { repository, digest, signal }
  const [found, cosign] = await Promise.all([
    listRegistryReferrers(access.client(registry), subject),
    listCosignTags(access.client(registry), subject),
  ])
  const referrers = found.map(
    ({ digest: own, mediaType, artifactType, size, annotations }): Referrer => ({
      digest: own,
      mediaType,
      ...(artifactType === undefined ? {} : { artifactType }),
      size,
      annotations: annotations ?? {},
    }),
  )
  const listed = new Set(referrers.map((referrer) => referrer.digest))
  const tagged = cosign.filter((tag) => !listed.has(tag.digest)).map(asReferrer)
  return { reference: formatReference(reference), digest, referrers: [...referrers, ...tagged] }
}
