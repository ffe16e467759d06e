import 'server-only'
import type { ReadReferrer } from '@/lib/compose/source'
import { type Digest, isDigest } from '@/lib/oci/digest'
import type { Reference } from '@/lib/oci/reference'
import { readContent } from './read-source'
import { refersTo } from './refers-to'
import type { RequestContext } from './request-context'

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
