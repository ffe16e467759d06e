import { createHash } from 'node:crypto'
import { type Digest, type DigestAlgorithm, digestAlgorithm } from './digest'
import { yieldTurn } from './yield-turn'

const sliceBytes = 1_048_576

/** The digest of exactly these bytes. Source: image-spec, descriptor.md, "Digests". */
export function computeDigest(bytes: Uint8Array | string, algorithm: DigestAlgorithm = 'sha256'): Digest {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`
}

/** As computeDigest, but lets others have their turn after each mebibyte. */
export async function computeLargeDigest(bytes: Uint8Array, algorithm: DigestAlgorithm = 'sha256'): Promise<Digest> {
  const hash = createHash(algorithm)
  for (let start = 0; start < bytes.length; start += sliceBytes) {
    if (bytes.length > sliceBytes) await yieldTurn()
    hash.update(bytes.subarray(start, start + sliceBytes))
  }
  return `${algorithm}:${hash.digest('hex')}`
}

export function isDigestOf(digest: Digest, bytes: Uint8Array): boolean {
  return computeDigest(bytes, digestAlgorithm(digest)) === digest
}
