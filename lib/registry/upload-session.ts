import type { RegistryClient } from './client'
import { RegistryError } from './errors'
import { repositoryPath } from './path'
import type { RegistryAnswer } from './registry-request'
import { repositoryScope } from './scope'
import { readUploadLocation } from './upload-location'

/** Long enough that the pieces cost nothing, short enough that sending one again is no loss; nobody is given longer ones. */
const maxPieceBytes = 64 * 1024 * 1024
const cancelTimeoutMs = 5_000

/** An upload that a registry has begun for us. Source: distribution-spec v1.1, "Pushing a blob in chunks". */
export interface UploadSession {
  /** Path and query where it goes on; another one after each piece. */
  location: string
  /** How long a piece is, but for the last. */
  pieceBytes: number
}

interface UploadPlace {
  client: RegistryClient
  repository: string
  signal?: AbortSignal | undefined
}

/** No shorter than the registry wants, where that is within reason. */
function pieceBytesFor(stated: string | undefined, wantedBytes: number): number {
  const leastBytes = /^\d{1,15}$/.test(stated?.trim() ?? '') ? Number(stated) : 0
  return Math.min(Math.max(wantedBytes, leastBytes), maxPieceBytes)
}

/** @throws {RegistryError} */
export async function startUpload(
  { client, repository, signal }: UploadPlace,
  pieceBytes = maxPieceBytes,
): Promise<UploadSession> {
  const answer = await client.request({
    method: 'POST',
    path: repositoryPath(client.registry, repository, 'blobs/uploads/'),
    scopes: [repositoryScope(repository, 'pull,push')],
    isIdempotent: true,
    signal,
  })
  return {
    location: readUploadLocation(client, answer.header('location')),
    pieceBytes: pieceBytesFor(answer.header('oci-chunk-min-length'), pieceBytes),
  }
}

/** Where the upload goes on; the same place where the answer names none. @throws {RegistryError} invalid-answer */
export function nextLocation({ client }: UploadPlace, session: UploadSession, answer: RegistryAnswer): string {
  const stated = answer.header('location')
  return stated === undefined ? session.location : readUploadLocation(client, stated)
}

/** How many bytes the registry has, by `Range: 0-<last>`; distribution says `0-0` while it has none. */
export function receivedBytes({ header }: RegistryAnswer): number | undefined {
  const last = /^(?:bytes=)?0-(\d{1,15})$/.exec(header('range')?.trim() ?? '')?.[1]
  if (last === undefined) return undefined
  return Number(last) === 0 ? 0 : Number(last) + 1
}

/** How far an upload has come; undefined when the registry has given it up. @throws {RegistryError} unreachable, … */
export async function askProgress(place: UploadPlace, session: UploadSession): Promise<number | undefined> {
  const { client, repository, signal } = place
  try {
    const answer = await client.request({
      method: 'GET',
      path: session.location,
      scopes: [repositoryScope(repository, 'pull,push')],
      signal,
    })
    session.location = nextLocation(place, session, answer)
    return receivedBytes(answer)
  } catch (error) {
    const isGone = error instanceof RegistryError && error.status !== undefined && error.status < 500
    if (isGone && error.kind !== 'rate-limited') return undefined
    throw error
  }
}

/** Ends an upload that was begun and is not wanted. The outcome does not matter: GHCR cannot, distribution wants another scope. */
export async function cancelUpload(client: RegistryClient, location: string | undefined): Promise<void> {
  try {
    const path = readUploadLocation(client, location)
    // not the caller's signal: the caller may have left already
    await client.request({ method: 'DELETE', path, scopes: [], signal: AbortSignal.timeout(cancelTimeoutMs) })
  } catch {
    // uploads that nobody finishes expire
  }
}
