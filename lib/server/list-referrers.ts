import 'server-only'
import type { z } from 'zod'
import type { listReferrersEndpoint, Referrer } from '@/lib/contract/image-config'
import type { Descriptor } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'
import { formatReference, parseReference, type Reference } from '@/lib/oci/reference'
import { type CosignTag, listCosignTags } from '@/lib/registry/cosign-tags'
import { listReferrers as listRegistryReferrers } from '@/lib/registry/referrers'
import { readManifest } from './read-manifest'
import { refersTo } from './refers-to'
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

/** More than anybody attaches; each costs a request. */
const maxConfirmed = 32

/** Whether each of the first documents names the image itself. One that is gone or cannot be read says nothing of it. */
async function confirm(
  referrers: readonly Descriptor[],
  image: Reference & { digest: Digest },
  context: RequestContext,
): Promise<ReadonlyMap<string, boolean>> {
  const { access, signal } = context
  const asked = referrers.slice(0, maxConfirmed).map(async ({ digest }) => {
    const referrer = { ...image, tag: undefined, digest }
    const isConfirmed = await access.lanes
      .run(image.registry, signal, () => refersTo(image.digest, referrer, context))
      .catch((error: unknown) => {
        if (signal?.aborted) throw error
        return false
      })
    return [digest, isConfirmed] as const
  })
  return new Map(await Promise.all(asked))
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
  const { isComplete, unreadableTag } = found
  const confirmed =
    found.source === 'tag' ? await confirm(found.referrers, { ...reference, digest }, context) : undefined
  const referrers = found.referrers.map((descriptor): Referrer => {
    const { digest: own, mediaType, artifactType, size, annotations } = descriptor
    const isConfirmed = confirmed?.get(own)
    return {
      digest: own,
      mediaType,
      ...(artifactType === undefined ? {} : { artifactType }),
      size,
      annotations: annotations ?? {},
      ...(isConfirmed === undefined ? {} : { isConfirmed }),
    }
  })
  const listed = new Set(referrers.map((referrer) => referrer.digest))
  const tagged = cosign.filter((tag) => !listed.has(tag.digest)).map(asReferrer)
  return {
    reference: formatReference(reference),
    digest,
    referrers: [...referrers, ...tagged],
    isComplete,
    ...(unreadableTag === undefined ? {} : { unreadableTag }),
  }
}
