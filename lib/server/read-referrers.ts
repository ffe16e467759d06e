import 'server-only'
import { z } from 'zod'
import type { ReadReferrer } from '@/lib/compose/source'
import { decodeLargeJson } from '@/lib/oci/decode-json'
import { type Digest, isDigest } from '@/lib/oci/digest'
import type { Reference } from '@/lib/oci/reference'
import { readManifest } from './read-manifest'
import { readContent } from './read-source'
import type { RequestContext } from './request-context'

const documentSchema = z.looseObject({ subject: z.looseObject({ digest: z.string() }) })

/** A registry's list of referrers is a claim; the document itself says what it refers to. @throws {RegistryError | InvalidManifestError} */
export async function refersTo(subject: Digest, referrer: Reference, context: RequestContext): Promise<boolean> {
  const { bytes } = await readManifest(referrer, context)
  return documentSchema.safeParse(await decodeLargeJson(bytes)).data?.subject.digest === subject
}

/** The documents of these digests, which must refer to the image; what does not, or cannot be read, is said, not thrown. */
export function readReferrers(
  digests: readonly string[],
  image: Reference & { digest: Digest },
  context: RequestContext,
): Promise<ReadReferrer[]> {
  const read = [...new Set(digests)].filter(isDigest).map(async (digest): Promise<ReadReferrer> => {
    const referrer = { ...image, tag: undefined, digest }
    const content = await readContent(referrer, { withAttestations: true }, context)
    if (!('digest' in content) || (await refersTo(image.digest, referrer, context))) return { digest, content }
    return { digest, content: { kind: 'unreadable', message: 'It does not refer to this image.' } }
  })
  return Promise.all(read)
}
