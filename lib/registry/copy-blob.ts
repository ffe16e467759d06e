import { createHash } from 'node:crypto'
import { type Digest, digestAlgorithm } from '@/lib/oci/digest'
import { headBlob } from './blobs'
import type { RegistryClient } from './client'
import { RegistryError } from './errors'
import { abortedError, toRegistryError } from './failure'
import { openBlob } from './open-blob'
import { repositoryPath } from './path'
import type { RegistryAnswer } from './registry-request'
import { repositoryScope } from './scope'
import { readUploadLocation, withDigest } from './upload-location'

export interface BlobPlace {
  client: RegistryClient
  repository: string
}

export interface BlobCopy {
  from: BlobPlace
  to: BlobPlace
  digest: Digest
  /** Bytes, as the descriptor says. */
  size: number
  /** Bytes sent so far. */
  onProgress?: (bytes: number) => void
  signal?: AbortSignal | undefined
}

function mismatch(registry: string): RegistryError {
  const message = `${registry} sent a layer that does not match its digest or size. Nothing was stored; try again.`
  return new RegistryError({ kind: 'digest-mismatch', registry, message })
}

/** Passes a blob on while hashing it, the last piece only when the whole has proved right. */
async function* verified(source: AsyncIterable<Uint8Array>, copy: BlobCopy): AsyncGenerator<Uint8Array> {
  const { digest, size, onProgress } = copy
  const { registry } = copy.from.client
  const hash = createHash(digestAlgorithm(digest))
  let heldBack: Uint8Array | undefined
  let readBytes = 0
  try {
    for await (const chunk of source) {
      readBytes += chunk.byteLength
      if (readBytes > size) throw mismatch(registry)
      hash.update(chunk)
      if (heldBack) yield heldBack
      onProgress?.(readBytes - chunk.byteLength)
      heldBack = chunk
    }
  } catch (error) {
    throw copy.signal?.aborted ? abortedError(registry, error) : toRegistryError(error, registry)
  }
  if (readBytes !== size || hash.digest('hex') !== digest.slice(digest.indexOf(':') + 1)) throw mismatch(registry)
  if (heldBack) yield heldBack
  onProgress?.(readBytes)
}

async function startUpload({ to, signal }: BlobCopy): Promise<string> {
  const { client, repository } = to
  const answer = await client.request({
    method: 'POST',
    path: repositoryPath(client.registry, repository, 'blobs/uploads/'),
    scopes: [repositoryScope(repository, 'pull,push')],
    isIdempotent: true,
    signal,
  })
  return readUploadLocation(client, answer.header('location'))
}

function checkStored({ to, digest }: BlobCopy, { status, header }: RegistryAnswer): void {
  const stated = header('docker-content-digest')
  const isStored = (status === 201 || status === 204) && (stated === undefined || stated === digest)
  if (isStored) return
  const { registry } = to.client
  const message = `${registry} did not confirm that it stored the layer. Try again.`
  throw new RegistryError({ kind: 'invalid-answer', registry, status, message })
}

/**
 * Copies a blob from one registry to another without ever holding it whole, unless it is there already.
 * @throws {RegistryError} of either registry; digest-mismatch before the last byte is sent
 * Source: distribution-spec v1.1, "POST then PUT".
 */
export async function copyBlob(copy: BlobCopy): Promise<void> {
  const { to, digest, size, onProgress, signal } = copy
  const { client, repository } = to
  if (await headBlob(client, { repository, digest, signal })) {
    onProgress?.(size)
    return
  }
  const location = await startUpload(copy)
  const { from } = copy
  const source = await openBlob(from.client, { repository: from.repository, digest, signal })
  try {
    const answer = await client.request({
      method: 'PUT',
      path: withDigest(location, digest),
      scopes: [repositoryScope(repository, 'pull,push')],
      headers: { 'content-type': 'application/octet-stream', 'content-length': String(size) },
      body: verified(source, copy),
      signal,
    })
    checkStored(copy, answer)
  } finally {
    source.on('error', () => {}).destroy()
  }
}
