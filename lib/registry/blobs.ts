import { computeLargeDigest } from '@/lib/oci/compute-digest'
import { type Digest, digestAlgorithm, isDigest } from '@/lib/oci/digest'
import type { RegistryClient } from './client'
import { RegistryError } from './errors'
import { blobPath, repositoryPath } from './path'
import { isPacked } from './read-body'
import { repositoryScope } from './scope'
import { cancelUpload } from './upload-session'

export interface BlobAddress {
  repository: string
  digest: Digest
  signal?: AbortSignal | undefined
}

/**
 * A blob of at most `maxBytes`, verified against its digest. The addresses a registry redirects to get no sign-in.
 * @throws {RegistryError} not-found, too-large, digest-mismatch, … Source: distribution-spec v1.1, "Pulling blobs".
 */
export async function getBlob(
  client: RegistryClient,
  { repository, digest, maxBytes, signal }: BlobAddress & { maxBytes: number },
): Promise<Uint8Array> {
  const path = blobPath(client.registry, repository, digest)
  const scopes = [repositoryScope(repository, 'pull')]
  // the second time, because a proxy on the way may have spoiled it once
  for (let tries = 1; tries <= 2; tries += 1) {
    const { bytes } = await client.request({
      method: 'GET',
      path,
      scopes,
      headers: { accept: '*/*' },
      maxBytes,
      signal,
    })
    if ((await computeLargeDigest(bytes, digestAlgorithm(digest))) === digest) return bytes
  }
  const message = `${client.registry} sent content that does not match its digest. Try again; do not trust a copy of it.`
  throw new RegistryError({ kind: 'digest-mismatch', registry: client.registry, message })
}

/** Whether the repository holds a blob, and its bytes if said; undefined when it does not. @throws {RegistryError} */
export async function headBlob(
  client: RegistryClient,
  { repository, digest, signal }: BlobAddress,
): Promise<{ size?: number } | undefined> {
  const path = blobPath(client.registry, repository, digest)
  const scopes = [repositoryScope(repository, 'pull')]
  const answer = await client.request({
    method: 'HEAD',
    path,
    scopes,
    headers: { accept: '*/*' },
    accepts: [404],
    signal,
  })
  if (answer.status === 404) return undefined
  const size = isPacked(answer.header('content-encoding'))
    ? Number.NaN
    : Number(answer.header('content-length') ?? Number.NaN)
  return Number.isSafeInteger(size) ? { size } : {}
}

/**
 * Makes a blob of another repository on the same registry available in this one. False when the registry would rather have it
 * uploaded; Harbor says so with 401, others with anything from 400 on.
 * @throws {RegistryError} unavailable, unreachable, … Source: distribution-spec v1.1, "Mounting a blob from another repository".
 */
export async function mountBlob(
  client: RegistryClient,
  { repository, from, digest, signal }: BlobAddress & { from: string },
): Promise<boolean> {
  const { registry } = client
  repositoryPath(registry, from, '')
  if (!isDigest(digest)) return false
  const query = `?mount=${digest}&from=${from}`
  try {
    const answer = await client.request({
      method: 'POST',
      path: repositoryPath(registry, repository, `blobs/uploads/${query}`),
      scopes: [repositoryScope(repository, 'pull,push'), repositoryScope(from, 'pull')],
      signal,
    })
    if (answer.status === 201) return true
    await cancelUpload(client, answer.header('location'))
    return false
  } catch (error) {
    const isRefused = error instanceof RegistryError && error.status !== undefined && error.status < 500
    if (isRefused && error.kind !== 'rate-limited') return false
    throw error
  }
}
