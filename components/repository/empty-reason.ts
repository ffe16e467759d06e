import type { TagFacts } from '@/lib/contract/tags'
import { manifestShape } from '@/lib/oci/media-type'

/** An index without images, an artifact and schema 1 have no platforms, which is not the same as gaps. */
export function emptyReason({ kind, mediaType, platforms }: TagFacts): string | undefined {
  if (kind === 'artifact')
    return manifestShape(mediaType) === 'schema1'
      ? 'an image in the old signed format (schema 1)'
      : 'an artifact, not an image'
  return platforms.length === 0 ? 'an index without images' : undefined
}
