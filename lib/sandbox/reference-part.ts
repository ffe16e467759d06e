import { classifyDigest, type Digest, isDigest } from '@/lib/oci/digest'
import { isRepositoryName } from '@/lib/oci/reference'
import { SandboxError } from './errors'

/** @throws {SandboxError} DIGEST_INVALID, also for algorithms that cannot be verified here. */
export function checkDigest(text: string | null): Digest {
  if (isDigest(text)) return text
  const unsupported = text !== null && classifyDigest(text) === 'unsupported'
  const message = unsupported ? 'this digest algorithm is not supported; use sha256 or sha512' : 'invalid digest'
  throw new SandboxError('DIGEST_INVALID', { message, detail: { digest: text } })
}

/** @throws {SandboxError} NAME_INVALID */
export function checkRepositoryName(name: string): void {
  if (!isRepositoryName(name))
    throw new SandboxError('NAME_INVALID', { message: 'invalid repository name', detail: { name } })
}

export function isDigestLike(reference: string): boolean {
  return reference.includes(':')
}
