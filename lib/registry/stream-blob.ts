import { BlobReader } from './blob-reader'
import type { BlobAddress } from './blobs'
import type { RegistryClient } from './client'

/**
 * A blob of exactly `size` bytes, piece by piece; the end is reached only when digest and size have proved right. Leaving the
 * loop closes the connection.
 * @throws {RegistryError} not-found, digest-mismatch, aborted, … Source: distribution-spec v1.1, "Pulling blobs".
 */
export async function* streamBlob(
  client: RegistryClient,
  { repository, digest, size, signal }: BlobAddress & { size: number },
): AsyncGenerator<Uint8Array, void> {
  const reader = new BlobReader({ from: { client, repository }, digest, size, signal })
  try {
    for (let bytes = await reader.read(size); bytes; bytes = await reader.read(size)) yield bytes
  } finally {
    reader.close()
  }
}
