import { BlobReader } from './blob-reader'
import { RegistryError } from './errors'
import { backoffMs, maxTries } from './retry'
import { type BlobCopy, bringTo, isStored, pause, type Upload, UploadLostError } from './upload-piece'
import { cancelUpload, startUpload } from './upload-session'

export type { BlobCopy } from './upload-piece'

/** Google, for one, takes a blob in one piece only. */
const takesPieces = 'uploads in pieces'

async function uploadOnce(copy: BlobCopy, isWhole: boolean): Promise<void> {
  const { to, size, pieceBytes, signal } = copy
  const session = await startUpload({ ...to, signal }, pieceBytes)
  const upload: Upload = { copy, session, reader: new BlobReader(copy) }
  try {
    for (let isDone = false; !isDone; ) {
      const left = size - upload.reader.position
      isDone = isWhole || left <= session.pieceBytes
      await bringTo(isDone ? size : upload.reader.position + session.pieceBytes, upload)
    }
  } catch (error) {
    void cancelUpload(to.client, session.location)
    throw error
  } finally {
    upload.reader.close()
  }
}

/** A document that is too large is one thing, a layer another. */
function explain(error: RegistryError, { size }: BlobCopy): RegistryError {
  if (error.status !== 413) return error
  const { registry, status, codes } = error
  const message = `${registry}, or a proxy before it, does not take a layer of ${Math.ceil(size / 1_048_576)} MiB. Ask whoever runs it to allow larger uploads.`
  return new RegistryError({ kind: 'too-large', registry, status, codes, message, cause: error })
}

/**
 * Copies a blob from one registry to another without ever holding it whole, unless it is there already. A connection that
 * breaks off is taken up where it was; an upload that the registry has dropped is started again, at most twice.
 * @throws {RegistryError} of either registry; digest-mismatch before the last byte is sent
 * Source: distribution-spec v1.1, "POST then PUT" and "Pushing a blob in chunks".
 */
export async function copyBlob(copy: BlobCopy): Promise<void> {
  const { features, quirks } = copy.to.client
  if (await isStored(copy)) return copy.onProgress?.(copy.size)
  for (let starts = 1; ; starts += 1) {
    try {
      await uploadOnce(copy, quirks?.takesOnePiece === true || features.has(takesPieces) === false)
      return copy.onProgress?.(copy.size)
    } catch (error) {
      const isOver = !(error instanceof UploadLostError) || starts === maxTries
      const failure = error instanceof UploadLostError ? error.cause : error
      if (isOver) throw failure instanceof RegistryError ? explain(failure, copy) : failure
      if (error.isRefusal) features.remember(takesPieces, false)
      await pause(backoffMs(starts), copy)
    }
  }
}
