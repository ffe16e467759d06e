import 'server-only'
import type { z } from 'zod'
import type { listReferrersEndpoint, Referrer } from '@/lib/contract/image-config'
import type { Descriptor } from '@/lib/oci/descriptor'
import { type Digest, isDigest } from '@/lib/oci/digest'
import { InvalidManifestError } from '@/lib/oci/invalid-manifest-error'
import { formatReference, parseReference, type Reference } from '@/lib/oci/reference'
import { type CosignTag, listCosignTags } from '@/lib/registry/cosign-tags'
import { RegistryError } from '@/lib/registry/errors'
import { listReferrers as listRegistryReferrers } from '@/lib/registry/referrers'
import { readManifest } from './read-manifest'
import { refersTo } from './read-referrers'
import type { RequestContext } from './request-context'

/** Each costs a request, which Docker Hub counts as a pull. */
const maxProven = 16

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

function describe({ digest, mediaType, artifactType, size, annotations }: Descriptor): Referrer {
  const type = artifactType === undefined ? {} : { artifactType }
  return { digest, mediaType, ...type, size, annotations: annotations ?? {} }
}

/** Leaves out what says of itself that it refers to something else; what cannot be read, or is one too many, stays as a claim. */
async function prove(
  claimed: Descriptor[],
  subject: Reference & { digest: Digest },
  context: RequestContext,
): Promise<Referrer[]> {
  const { access, signal } = context
  const read = claimed.map(async (descriptor, position): Promise<Referrer[]> => {
    const claim = { ...describe(descriptor), isUnproven: true }
    if (position >= maxProven || !isDigest(descriptor.digest)) return [claim]
    const referrer = { ...subject, tag: undefined, digest: descriptor.digest }
    try {
      const isTrue = await access.lanes.run(subject.registry, signal, () => refersTo(subject.digest, referrer, context))
      return isTrue ? [describe(descriptor)] : []
    } catch (error) {
      signal?.throwIfAborted()
      if (error instanceof RegistryError || error instanceof InvalidManifestError) return [claim]
      throw error
    }
  })
  return (await Promise.all(read)).flat()
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
  const referrers = await prove(found, { ...reference, digest }, context)
  const listed = new Set<string>(found.map((referrer) => referrer.digest))
  const tagged = cosign.filter((tag) => !listed.has(tag.digest)).map(asReferrer)
  return { reference: formatReference(reference), digest, referrers: [...referrers, ...tagged] }
}
