import { computeDigest, isDigestOf } from '@/lib/oci/compute-digest'
import type { Digest } from '@/lib/oci/digest'
import { normalizeContentType } from '@/lib/oci/media-type'
import { isTag } from '@/lib/oci/reference'
import { jsonAnswer, SandboxError } from './errors'
import { checkPreconditions, formatEtag, isUnchanged } from './etag'
import type { Endpoint, Exchange, RegistryAnswer } from './exchange'
import { checkManifest, findMissing } from './pushed-manifest'
import { checkDigest, isDigestLike } from './reference-part'

const maxManifestBytes = 4 * 1024 * 1024

function unknownManifest({ repository, reference }: Exchange): SandboxError {
  return new SandboxError('MANIFEST_UNKNOWN', {
    message: 'manifest unknown to registry',
    detail: { name: repository, reference },
  })
}

/** Source: distribution-spec v1.1, "Pulling manifests". */
export const getManifest: Endpoint = (exchange) => {
  const { store, repository, reference, request } = exchange
  if (isDigestLike(reference)) checkDigest(reference)
  const manifest = store.getManifest(repository, reference)
  if (!manifest) throw unknownManifest(exchange)
  const headers = { 'Docker-Content-Digest': manifest.digest, ETag: formatEtag(manifest.digest) }
  if (isUnchanged(request.headers, manifest.digest)) return { status: 304, headers }
  return { status: 200, headers: { ...headers, 'Content-Type': manifest.mediaType }, body: manifest.bytes }
}

interface PushTarget {
  digest: Digest
  tags: string[]
}

/** By tag, or by digest with any number of `tag` parameters. Source: distribution-spec v1.1, "Pushing Manifests". */
function readTarget({ reference, request }: Exchange, bytes: Buffer): PushTarget {
  const isByDigest = isDigestLike(reference)
  const tags = isByDigest ? request.query.getAll('tag') : [reference]
  const invalidTag = tags.find((tag) => !isTag(tag))
  if (invalidTag !== undefined)
    throw new SandboxError('TAG_INVALID', { message: 'invalid tag', detail: { tag: invalidTag } })
  const digest = isByDigest ? checkDigest(reference) : computeDigest(bytes)
  if (!isDigestOf(digest, bytes))
    throw new SandboxError('DIGEST_INVALID', {
      message: 'provided digest did not match uploaded content',
      detail: { digest },
    })
  return { digest, tags }
}

function refuseMissing(missing: readonly string[]): RegistryAnswer {
  const message = 'manifest references a manifest or blob unknown to registry'
  return jsonAnswer({ errors: missing.map((detail) => ({ code: 'MANIFEST_BLOB_UNKNOWN', message, detail })) }, 400)
}

export const putManifest: Endpoint = async (exchange) => {
  const { store, repository, request } = exchange
  const bytes = await request.readBody(maxManifestBytes)
  const { digest, tags } = readTarget(exchange, bytes)
  const manifest = checkManifest(bytes, request.headers['content-type'])
  const missing = findMissing({ store, repository, manifest })
  if (missing.length > 0) return refuseMissing(missing)
  for (const tag of tags) checkPreconditions(request.headers, store.getManifest(repository, tag)?.digest)
  const mediaType = normalizeContentType(request.headers['content-type']) ?? manifest.mediaType
  const { subject } = store.putManifest({ repository, mediaType, bytes, digest })
  for (const tag of tags) store.setTag({ repository, tag, digest })
  return {
    status: 201,
    headers: {
      Location: `/v2/${repository}/manifests/${digest}`,
      'Docker-Content-Digest': digest,
      ...(isDigestLike(exchange.reference) && tags.length > 0 ? { 'OCI-Tag': tags.join(', ') } : {}),
      ...(subject === undefined ? {} : { 'OCI-Subject': subject }),
    },
  }
}

/** A tag alone, or a manifest with all its tags. Source: distribution-spec v1.1, "Content Management". */
export const deleteManifest: Endpoint = (exchange) => {
  const { store, repository, reference, policy } = exchange
  if (!policy.deleteEnabled) throw new SandboxError('UNSUPPORTED', { message: 'deleting is switched off' })
  const isDeleted = isDigestLike(reference)
    ? store.deleteManifest(repository, checkDigest(reference))
    : store.deleteTag(repository, reference)
  if (!isDeleted) throw unknownManifest(exchange)
  return { status: 202 }
}
