import { createHash } from 'node:crypto'
import { type Digest, type DigestAlgorithm, digestAlgorithm } from './digest'

/** The digest of exactly these bytes. Source: image-spec, descriptor.md, "Digests". */
export function computeDigest(bytes: Uint8Array | string, algorithm: DigestAlgorithm = 'sha256'): Digest {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`
}

export function isDigestOf(digest: Digest, bytes: Uint8Array): boolean {
  return computeDigest(bytes, digestAlgorithm(digest)) === digest
}
