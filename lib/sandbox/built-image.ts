import type { IndexEntry } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'

/** Bytes with their digest: a config, a layer. */
export interface BuiltBlob {
  mediaType: string
  digest: Digest
  size: number
  bytes: Uint8Array
}

/** A manifest of any kind with all it points at, ready to be put into a store. */
export interface BuiltImage extends BuiltBlob {
  blobs: readonly BuiltBlob[]
  /** The manifests an index lists. */
  children: readonly BuiltImage[]
  /** What an index writes for it unless told otherwise. */
  entry: IndexEntry
}
