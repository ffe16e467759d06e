import { setTimeout as sleep } from 'node:timers/promises'
import type { Digest } from '@/lib/oci/digest'
import type { RegistryClient } from './client'
import { headManifest } from './manifests'

/** Ten seconds in all: GHCR and Docker Hub may not know yet what they have just stored. */
const defaultDelaysMs = [0, 500, 1_500, 3_000, 5_000]

export interface ConfirmRequest {
  repository: string
  tag: string
  /** What was written. */
  digest: Digest
  /** What the tag pointed to before; while it still does, the answer may only be late. */
  previous?: Digest | null | undefined
  /** Before each look, in milliseconds. */
  delaysMs?: number[]
  signal?: AbortSignal | undefined
}

export type Confirmation = { state: 'stored' } | { state: 'absent' } | { state: 'other'; digest: Digest }

/**
 * Whether a tag now points to what was written to it; looks up to five times in ten seconds before it says no. Somebody else's
 * digest is an answer at once. @throws {RegistryError} as headManifest
 */
export async function confirmTag(client: RegistryClient, request: ConfirmRequest): Promise<Confirmation> {
  const { repository, tag, digest, previous, delaysMs = defaultDelaysMs, signal } = request
  let seen: Confirmation = { state: 'absent' }
  for (const delayMs of delaysMs) {
    if (delayMs > 0) await sleep(delayMs, undefined, { signal }).catch(() => {})
    const head = await headManifest(client, { repository, name: tag, signal })
    if (head?.digest === digest) return { state: 'stored' }
    seen = head ? { state: 'other', digest: head.digest } : { state: 'absent' }
    if (head && head.digest !== previous) return seen
  }
  return seen
}
