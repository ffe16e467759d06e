import { computeDigest } from '@/lib/oci/compute-digest'
import type { Descriptor } from '@/lib/oci/descriptor'
import type { BuiltBlob } from '../built-image'

/** Bytes of any type with their sha256 digest. */
export function blob(mediaType: string, content: string | Uint8Array): BuiltBlob {
  const bytes = Buffer.from(content)
  return { mediaType, digest: computeDigest(bytes), size: bytes.byteLength, bytes }
}

/** What a manifest writes for it. */
export function describeBlob({ mediaType, digest, size }: BuiltBlob): Descriptor {
  return { mediaType, digest, size }
}
