import { computeDigest } from '@/lib/oci/compute-digest'
import { type Digest, digestAlgorithm, isDigest } from '@/lib/oci/digest'
import { normalizeContentType } from '@/lib/oci/media-type'
import type { RegistryClient } from './client'
import { RegistryError } from './errors'
import {
  type ManifestBytes,
  type ManifestHead,
  type PutOutcome,
  readHead,
  readManifest,
  readOutcome,
} from './manifest-answer'
import { manifestPath } from './path'
import { isPacked } from './read-body'
import type { RegistryAnswer } from './registry-request'
import { requestManifest } from './request-manifest'
import { repositoryScope } from './scope'

const maxManifestBytes = 8 * 1024 * 1024

export interface ManifestAddress {
  repository: string
  /** A tag or a digest. */
  name: string
  /** A tag may be read from a mirror that lags behind: to look at, never to decide what to write. */
  mayBeStale?: boolean
  signal?: AbortSignal | undefined
}

/**
 * The bytes of a manifest, at most 8 MiB, and their own digest; asked by digest, they match it.
 * @throws {RegistryError} not-found, unauthorized, denied, too-large, digest-mismatch, invalid-answer, …
 * Source: distribution-spec v1.1, "Pulling manifests".
 */
export async function getManifest(client: RegistryClient, address: ManifestAddress): Promise<ManifestBytes> {
  const { repository, name, mayBeStale = false, signal } = address
  const get = () =>
    requestManifest(client, {
      method: 'GET',
      path: manifestPath(client.registry, repository, name),
      scopes: [repositoryScope(repository, 'pull')],
      maxBytes: maxManifestBytes,
      mayBeStale,
      signal,
    })
  try {
    const answer = await get()
    const manifest = await readManifest(client.registry, name, answer)
    return isEndTold(name, answer) ? manifest : await readByDigest(client, { ...address, name: manifest.digest })
  } catch (error) {
    // a proxy on the way may have spoiled it once
    if (!(error instanceof RegistryError) || error.kind !== 'digest-mismatch') throw error
    return await readManifest(client.registry, name, await get())
  }
}

/** Without a length and a digest, the end of a connection is all that ends a document. */
function isEndTold(name: string, { header }: RegistryAnswer): boolean {
  const ends = ['content-length', 'transfer-encoding', 'docker-content-digest']
  return isDigest(name) || ends.some((end) => header(end) !== undefined)
}

/** What came by tag, asked for by its own digest, which a part of it does not have. */
async function readByDigest(client: RegistryClient, address: ManifestAddress): Promise<ManifestBytes> {
  try {
    return await getManifest(client, address)
  } catch (cause) {
    const { registry } = client
    if (!(cause instanceof RegistryError) || (cause.kind !== 'not-found' && cause.kind !== 'digest-mismatch'))
      throw cause
    const message = `${registry} sent a manifest that may be incomplete: under its own digest there is none. Try again.`
    throw new RegistryError({ kind: 'invalid-answer', registry, message, cause })
  }
}

async function headByGet(client: RegistryClient, address: ManifestAddress): Promise<ManifestHead | undefined> {
  try {
    const { bytes, digest, contentType } = await getManifest(client, address)
    return { digest, contentType: normalizeContentType(contentType) ?? '', size: bytes.length }
  } catch (error) {
    if (error instanceof RegistryError && error.kind === 'not-found') return undefined
    throw error
  }
}

/**
 * The digest behind a tag without the document, which Docker Hub does not count as a pull; undefined when there is none.
 * Reads the document after all where HEAD is refused or says too little; `contentType` is then '' if unknown.
 * @throws {RegistryError} as getManifest
 */
export async function headManifest(
  client: RegistryClient,
  address: ManifestAddress,
): Promise<ManifestHead | undefined> {
  const { repository, name, mayBeStale = false, signal } = address
  const answer = await requestManifest(client, {
    method: 'HEAD',
    path: manifestPath(client.registry, repository, name),
    scopes: [repositoryScope(repository, 'pull')],
    accepts: [400, 403, 404, 405, 406, 501],
    mayBeStale,
    signal,
  })
  const isPlainMiss = answer.status === 404 && !/html/i.test(answer.header('content-type') ?? '')
  if (isPlainMiss) return undefined
  // of a packed answer it would be the length of the package
  const head = isPacked(answer.header('content-encoding')) ? undefined : readHead(answer)
  const isOther =
    head && isDigest(name) && digestAlgorithm(name) === digestAlgorithm(head.digest) && head.digest !== name
  return head && !isOther ? head : headByGet(client, address)
}

const isOutcomeUnknown = (error: unknown) =>
  error instanceof RegistryError &&
  error.retryable &&
  error.status === undefined &&
  (error.kind === 'unreachable' || error.kind === 'timeout')

/** What is not there the second time has been deleted the first time. */
async function deleteTwice(remove: () => Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  try {
    await remove()
  } catch (error) {
    if (!isOutcomeUnknown(error) || signal?.aborted) throw error
    await remove().catch((later: unknown) => {
      if (!(later instanceof RegistryError && later.kind === 'not-found')) throw later
    })
  }
}

/** Why a registry is known not to delete this, a tag or a digest; undefined where it may. */
export function refusalToDelete({ registry, quirks }: RegistryClient, name: string): RegistryError | undefined {
  const { what, hint } = quirks?.cannotDelete ?? {}
  if (what === undefined || (what === 'tags' && isDigest(name))) return undefined
  const message = `${quirks?.name ?? registry} deletes ${what === 'tags' ? 'no tags' : 'nothing'} this way. ${hint}`
  return new RegistryError({ kind: 'unsupported', registry, message })
}

/**
 * Deletes by digest (with every tag that points to it) or by tag, where the registry can.
 * @throws {RegistryError} unsupported where it cannot, not-found. Source: distribution-spec v1.1, "Deleting Manifests".
 */
export async function deleteManifest(client: RegistryClient, address: ManifestAddress): Promise<void> {
  const { repository, name, signal } = address
  const { registry } = client
  const refusal = refusalToDelete(client, name)
  if (refusal) throw refusal
  try {
    // the scope is taken from the challenge: Quay knows no “delete”, distribution asks for it alone
    const path = manifestPath(registry, repository, name)
    await deleteTwice(() => client.request({ method: 'DELETE', path, scopes: [], signal }), signal)
  } catch (error) {
    const isTagRefusal = error instanceof RegistryError && !isDigest(name) && error.codes.includes('DIGEST_INVALID')
    if (!isTagRefusal) throw error
    const { codes, status } = error
    const message = `${registry} cannot delete a tag, only what it points to, by digest.`
    throw new RegistryError({ kind: 'unsupported', registry, message, codes, ...(status && { status }), cause: error })
  }
}

export interface ManifestToPut {
  repository: string
  /** A tag or the digest of `bytes`. */
  name: string
  bytes: Uint8Array
  mediaType: string
  /** Only over this digest; null: only where nothing is. Registries that do not know conditions ignore it. */
  ifMatch?: Digest | null
  signal?: AbortSignal | undefined
}

function conditionHeaders(ifMatch: Digest | null | undefined): Record<string, string> {
  if (ifMatch === undefined) return {}
  return ifMatch === null ? { 'if-none-match': '*' } : { 'if-match': `"${ifMatch}"` }
}

async function send(client: RegistryClient, manifest: ManifestToPut): Promise<PutOutcome> {
  const { repository, name, bytes, mediaType, ifMatch, signal } = manifest
  const answer = await client.request({
    method: 'PUT',
    path: manifestPath(client.registry, repository, name),
    scopes: [repositoryScope(repository, 'pull,push')],
    // Quay refuses a media type with parameters
    headers: { 'content-type': mediaType, ...conditionHeaders(ifMatch) },
    body: bytes,
    isIdempotent: isDigest(name),
    signal,
  })
  return readOutcome(client.registry, bytes, answer)
}

/**
 * Stores a manifest. When the connection breaks off, the tag is read first: what has arrived is not sent again.
 * @throws {RegistryError} conflict (412, or a locked tag), rejected, denied, digest-mismatch, invalid-answer, …
 * Source: distribution-spec v1.1, "Pushing Manifests".
 */
export async function putManifest(client: RegistryClient, manifest: ManifestToPut): Promise<PutOutcome> {
  const { repository, name, bytes, signal } = manifest
  try {
    return await send(client, manifest)
  } catch (error) {
    if (isDigest(name) || !isOutcomeUnknown(error)) throw error
    const present = await headManifest(client, { repository, name, signal }).catch(() => {
      throw error
    })
    if (present && computeDigest(bytes, digestAlgorithm(present.digest)) === present.digest)
      return { digest: present.digest }
    return send(client, manifest)
  }
}
