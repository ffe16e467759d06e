/** What registries answer about manifests, believed only as far as the bytes bear it out. */
import { computeDigest, computeLargeDigest } from '@/lib/oci/compute-digest'
import { decodeLargeJson } from '@/lib/oci/decode-json'
import { type Digest, digestAlgorithm, isDigest, shortDigest } from '@/lib/oci/digest'
import { manifestShape, mediaTypes, normalizeContentType } from '@/lib/oci/media-type'
import { isHtml } from './error-body'
import { RegistryError } from './errors'
import type { RegistryAnswer } from './registry-request'
import { signedPayload } from './signed-manifest'

export interface ManifestBytes {
  bytes: Uint8Array
  /** Of `bytes`; sha512 where that was asked for. */
  digest: Digest
  /** As sent, with its parameters. */
  contentType?: string
  headerDigest?: string
  headerDigestDisagrees: boolean
}

function digestOf(answer: RegistryAnswer, algorithm: 'sha256' | 'sha512'): Promise<Digest> {
  const isSigned = normalizeContentType(answer.header('content-type')) === mediaTypes.dockerSchema1Signed
  return computeLargeDigest((isSigned ? signedPayload(answer.bytes) : undefined) ?? answer.bytes, algorithm)
}

async function isDigestOf(
  answer: RegistryAnswer,
  { headerDigest, digest }: { headerDigest: Digest; digest: Digest },
): Promise<boolean> {
  const algorithm = digestAlgorithm(headerDigest)
  return headerDigest === (algorithm === digestAlgorithm(digest) ? digest : await digestOf(answer, algorithm))
}

/** Without a digest to compare, a document cut short by a closed connection looks complete. */
async function checkComplete(registry: string, bytes: Uint8Array): Promise<void> {
  try {
    await decodeLargeJson(bytes)
  } catch (cause) {
    const message = `${registry} sent a manifest that is incomplete or not JSON. Try again.`
    throw new RegistryError({ kind: 'invalid-answer', registry, message, cause })
  }
}

/** Others have their turn between the steps of a large one. @throws {RegistryError} invalid-answer, digest-mismatch */
export async function readManifest(registry: string, name: string, answer: RegistryAnswer): Promise<ManifestBytes> {
  const contentType = answer.header('content-type')
  if (isHtml(contentType, answer.bytes)) {
    const message = `${registry} answered with a web page: this is not a registry API. Check the address.`
    throw new RegistryError({ kind: 'invalid-answer', registry, status: answer.status, message })
  }
  const digest = await digestOf(answer, isDigest(name) ? digestAlgorithm(name) : 'sha256')
  if (isDigest(name) && digest !== name) {
    const message = `${registry} sent content that does not match the digest asked for. Try again; do not trust a copy of it.`
    throw new RegistryError({
      kind: 'digest-mismatch',
      registry,
      message,
      detail: { expected: name, received: digest },
    })
  }
  const headerDigest = answer.header('docker-content-digest')
  const headerDigestDisagrees = isDigest(headerDigest) && !(await isDigestOf(answer, { headerDigest, digest }))
  if (!isDigest(name) && (headerDigestDisagrees || !isDigest(headerDigest))) await checkComplete(registry, answer.bytes)
  return {
    bytes: answer.bytes,
    digest,
    headerDigestDisagrees,
    ...(contentType !== undefined && { contentType }),
    ...(headerDigest !== undefined && { headerDigest }),
  }
}

export interface ManifestHead {
  digest: Digest
  contentType: string
  /** Bytes; unknown where the registry does not say. */
  size?: number
}

/** Undefined when the answer says too little to go by. */
export function readHead(answer: RegistryAnswer): ManifestHead | undefined {
  const digest = answer.header('docker-content-digest')
  const contentType = normalizeContentType(answer.header('content-type'))
  if (answer.status !== 200 || !isDigest(digest) || contentType === undefined || !manifestShape(contentType))
    return undefined
  const size = Number(answer.header('content-length') ?? '')
  return { digest, contentType, ...(Number.isSafeInteger(size) && size > 0 && { size }) }
}

export interface PutOutcome {
  digest: Digest
  /** The registry has taken the manifest up into the referrers of this one; without it, the tag that stands in is ours to update. */
  subject?: Digest
}

/** @throws {RegistryError} digest-mismatch, invalid-answer. Source: distribution-spec v1.1, "Pushing Manifests". */
export function readOutcome(registry: string, bytes: Uint8Array, { status, header }: RegistryAnswer): PutOutcome {
  const stated = header('docker-content-digest')
  const digest = computeDigest(bytes, isDigest(stated) ? digestAlgorithm(stated) : 'sha256')
  if (isDigest(stated) && stated !== digest) {
    const message = `${registry} stored something else (${shortDigest(stated)}) than was sent (${shortDigest(digest)}). Look at what is there now before going on.`
    throw new RegistryError({
      kind: 'digest-mismatch',
      registry,
      status,
      message,
      detail: { sent: digest, stored: stated },
    })
  }
  // Google answers 200 with a web page when the repository does not exist
  if (status !== 201 && stated !== digest) {
    const message = `${registry} did not confirm that it stored the document. Check that the repository exists.`
    throw new RegistryError({ kind: 'invalid-answer', registry, status, message })
  }
  const subject = header('oci-subject')
  return { digest, ...(isDigest(subject) && { subject }) }
}
