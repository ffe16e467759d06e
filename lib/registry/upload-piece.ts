import { setTimeout as sleep } from 'node:timers/promises'
import { BlobReader, type BlobToRead, type Checkpoint } from './blob-reader'
import { headBlob } from './blobs'
import type { RegistryClient } from './client'
import { RegistryError } from './errors'
import { abortedError } from './failure'
import type { RegistryAnswer } from './registry-request'
import { backoffMs, maxTries, nextDelayMs } from './retry'
import { repositoryScope } from './scope'
import { withDigest } from './upload-location'
import { askProgress, nextLocation, receivedBytes, type UploadSession } from './upload-session'

export interface BlobCopy extends BlobToRead {
  to: { client: RegistryClient; repository: string }
  /** Bytes sent so far; fewer than before where the upload had to start again. */
  onProgress?: (bytes: number) => void
  /** Larger blobs are sent in pieces of this length, 64 MiB unless given. */
  pieceBytes?: number
}

export interface Upload {
  copy: BlobCopy
  session: UploadSession
  reader: BlobReader
}

/** The upload in hand cannot go on, a new one may do; `cause` is the failure as the registry told it. */
export class UploadLostError extends Error {
  override readonly name = 'UploadLostError'
  constructor(
    override readonly cause: RegistryError,
    /** The registry did not take the piece; it may take the blob whole. */
    readonly isRefusal: boolean,
  ) {
    super('The upload cannot go on.')
  }
}

export async function isStored({ to, digest, signal }: BlobCopy): Promise<boolean> {
  return (await headBlob(to.client, { repository: to.repository, digest, signal })) !== undefined
}

/** @throws {RegistryError} aborted */
export async function pause(delayMs: number, { to, signal }: BlobCopy): Promise<void> {
  await sleep(delayMs, undefined, { signal }).catch((cause) => {
    throw abortedError(to.client.registry, cause)
  })
}

async function* nextBytes({ reader, copy }: Upload, bytes: number): AsyncGenerator<Uint8Array> {
  const end = reader.position + bytes
  for (let left = bytes; left > 0; left = end - reader.position) {
    copy.onProgress?.(reader.position)
    const chunk = await reader.read(left)
    if (chunk === undefined) return
    yield chunk
  }
}

function checkStored({ to, digest }: BlobCopy, { status, header }: RegistryAnswer): void {
  const stated = header('docker-content-digest')
  if ((status === 201 || status === 204) && (stated === undefined || stated === digest)) return
  const { registry } = to.client
  const message = `${registry} did not confirm that it stored the layer. Try again.`
  throw new RegistryError({ kind: 'invalid-answer', registry, status, message })
}

/** What the registry has now is not what it was sent. @throws {UploadLostError} */
function checkInStep({ to }: BlobCopy, answer: RegistryAnswer, sent: number): void {
  const received = receivedBytes(answer)
  if (received === undefined || received === sent) return
  const { registry } = to.client
  const message = `${registry} got out of step in the upload of a layer. Try again.`
  throw new UploadLostError(new RegistryError({ kind: 'invalid-answer', registry, message }), true)
}

/** Sends the bytes up to `end`; the last ones go with the request that ends the upload. @throws {RegistryError | UploadLostError} */
async function sendUpTo(end: number, upload: Upload): Promise<void> {
  const { copy, session, reader } = upload
  const { to, digest, size, signal } = copy
  const start = reader.position
  const isLast = end === size
  const isPart = (start > 0 || !isLast) && end > start
  const answer = await to.client.request({
    method: isLast ? 'PUT' : 'PATCH',
    path: isLast ? withDigest(session.location, digest) : session.location,
    scopes: [repositoryScope(to.repository, 'pull,push')],
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(end - start),
      ...(isPart && { 'content-range': `${start}-${end - 1}` }),
    },
    body: end === start ? new Uint8Array() : nextBytes(upload, end - start),
    signal,
  })
  if (isLast) return checkStored(copy, answer)
  session.location = nextLocation(to, session, answer)
  checkInStep(copy, answer, end)
}

/** Tokens run out between two pieces, out of step can be in step again, and content checked by its digest may be sent twice. */
const worthATryStatuses: ReadonlySet<number> = new Set([401, 416, 500])
const standsStatuses: ReadonlySet<number> = new Set([403, 413, 429])

/** A piece that the registry answered and did not want; what it says about rights, sizes and limits stands. */
function isRefusal({ status }: RegistryError): boolean {
  return status !== undefined && (status < 500 || status === 501) && !standsStatuses.has(status)
}

/** How long to wait before the upload is taken up; undefined where that is of no use. */
function delayBeforeNext(error: RegistryError, tries: number): number | undefined {
  const isWorthATry = error.status !== undefined && worthATryStatuses.has(error.status) && tries < maxTries
  return isWorthATry ? backoffMs(tries) : nextDelayMs(error, tries)
}

/**
 * Goes on where the registry says the upload has come to.
 * @throws {UploadLostError} when it has dropped the upload; {RegistryError} when it cannot be asked
 */
async function takeUp(upload: Upload, before: Checkpoint, failure: RegistryError): Promise<void> {
  const { copy, session } = upload
  const { to, signal } = copy
  const received = await askProgress({ ...to, signal }, session)
  const ahead = received === undefined ? -1 : received - before.position
  if (ahead < 0 || received === undefined || received > copy.size) throw new UploadLostError(failure, false)
  upload.reader.close()
  upload.reader = new BlobReader(copy, before)
  await upload.reader.skip(ahead)
}

/**
 * Brings an upload to `end`, whatever it takes: what breaks off is taken up where the registry has come to.
 * @throws {RegistryError} of either registry; {UploadLostError}
 */
export async function bringTo(end: number, upload: Upload): Promise<void> {
  const { copy } = upload
  const before = upload.reader.checkpoint()
  const isLast = end === copy.size
  for (let tries = 1; isLast || upload.reader.position < end; tries += 1) {
    try {
      return await sendUpTo(end, upload)
    } catch (error) {
      const isOurs = error instanceof RegistryError && !upload.reader.isBroken && !copy.signal?.aborted
      if (!isOurs) throw error
      const delayMs = delayBeforeNext(error, tries)
      if (delayMs === undefined) throw isRefusal(error) ? new UploadLostError(error, true) : error
      await pause(delayMs, copy)
      if (isLast && (await isStored(copy))) return
      await takeUp(upload, before, error)
    }
  }
}
