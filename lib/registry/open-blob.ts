import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { digestAlgorithm } from '@/lib/oci/digest'
import type { BlobAddress } from './blobs'
import type { RegistryClient } from './client'
import { RegistryError } from './errors'
import { abortedError, toRegistryError } from './failure'
import { blobPath } from './path'
import { repositoryScope } from './scope'

/** A blob’s bytes as they come, unverified; the caller reads or destroys the stream. @throws {RegistryError} */
export async function openBlob(client: RegistryClient, { repository, digest, signal }: BlobAddress): Promise<Readable> {
  const answer = await client.request({
    method: 'GET',
    path: blobPath(client.registry, repository, digest),
    scopes: [repositoryScope(repository, 'pull')],
    headers: { accept: '*/*' },
    streams: true,
    signal,
  })
  const coding = answer.header('content-encoding') ?? 'identity'
  if (answer.stream && coding === 'identity') return answer.stream
  answer.stream?.on('error', () => {}).destroy()
  const message = `${client.registry} sent content compressed on the way, which cannot be verified. Try again.`
  throw new RegistryError({ kind: 'invalid-answer', registry: client.registry, message })
}

/**
 * A blob of exactly `size` bytes, piece by piece; the end is reached only when digest and size have proved right. Leaving the
 * loop closes the connection.
 * @throws {RegistryError} not-found, digest-mismatch, aborted, … Source: distribution-spec v1.1, "Pulling blobs".
 */
export async function* streamBlob(
  client: RegistryClient,
  { size, ...address }: BlobAddress & { size: number },
): AsyncGenerator<Uint8Array, void> {
  const { digest, signal } = address
  const { registry } = client
  const mismatch = () => {
    const message = `${registry} sent content that does not match its digest or size. Try again; do not trust a copy of it.`
    return new RegistryError({ kind: 'digest-mismatch', registry, message })
  }
  const source = await openBlob(client, address)
  const hash = createHash(digestAlgorithm(digest))
  let readBytes = 0
  try {
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      readBytes += chunk.byteLength
      if (readBytes > size) throw mismatch()
      hash.update(chunk)
      yield chunk
    }
  } catch (error) {
    throw signal?.aborted ? abortedError(registry, error) : toRegistryError(error, registry)
  } finally {
    source.on('error', () => {}).destroy()
  }
  if (readBytes !== size || hash.digest('hex') !== digest.slice(digest.indexOf(':') + 1)) throw mismatch()
}
