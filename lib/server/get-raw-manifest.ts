import 'server-only'
import type { z } from 'zod'
import type { getRawManifestEndpoint } from '@/lib/contract/image'
import { shortDigest } from '@/lib/oci/digest'
import { normalizeContentType } from '@/lib/oci/media-type'
import { parseReference } from '@/lib/oci/reference'
import type { BytesAnswer } from './handle'
import { readManifest } from './read-manifest'
import type { RequestContext } from './request-context'

const headerSafe = /^[\w.+/-]+$/

/**
 * A manifest's bytes as the registry has them, for saving. @throws {InvalidReferenceError | RegistryError}
 */
export async function getRawManifest(
  { ref }: z.output<typeof getRawManifestEndpoint.input>,
  context: RequestContext,
): Promise<BytesAnswer> {
  const reference = parseReference(ref)
  const { bytes, digest, contentType } = await readManifest(reference, context)
  const type = normalizeContentType(contentType)
  const name = reference.repository.split('/').at(-1)
  return {
    bytes,
    headers: {
      'content-type': type && headerSafe.test(type) && type !== 'text/html' ? type : 'application/octet-stream',
      'docker-content-digest': reference.digest ?? digest,
      'content-disposition': `attachment; filename="${name}-${shortDigest(digest)}.json"`,
      'x-content-type-options': 'nosniff',
    },
  }
}
