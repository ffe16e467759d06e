import type { IndexEntry } from '@/lib/oci/descriptor'
import { isDockerMediaType, mediaTypes } from '@/lib/oci/media-type'
import type { BuiltBlob, BuiltImage } from '../built-image'
import { blob, describeBlob } from './blob'

export interface ManifestOptions {
  /** Written as JSON; give `text` instead where the very bytes matter. */
  document?: object
  text?: string
  /** The document's own `mediaType` unless given. */
  mediaType?: string
  blobs?: readonly BuiltBlob[]
  children?: readonly BuiltImage[]
  /** What an index writes for it beside type, digest and size. */
  entry?: Partial<IndexEntry>
}

function statedType(document: object | undefined): string {
  return document && 'mediaType' in document && typeof document.mediaType === 'string'
    ? document.mediaType
    : mediaTypes.ociManifest
}

/** Any document as a manifest, right or wrong: nothing is checked. */
export function manifest(options: ManifestOptions): BuiltImage {
  const { document, mediaType = statedType(document), blobs = [], children = [], entry } = options
  const text = options.text ?? JSON.stringify(document, null, isDockerMediaType(mediaType) ? 3 : 2)
  const built = blob(mediaType, text)
  return { ...built, blobs, children, entry: { ...describeBlob(built), ...entry } }
}
