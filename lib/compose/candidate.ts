import type { IndexEntry } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'
import { isCompletePlatform, type Platform, platformKey } from '@/lib/oci/platform'
import type { Problem } from './problem'

/** One image on its way into the index, with the attestations that travel with it. */
export interface Candidate {
  /** The reference it comes from, as text. */
  source: string
  /** As its index had it, or new for an image that stood alone; `size` and `mediaType` are the real ones where it was read. */
  descriptor: IndexEntry
  /** What will be written; absent when nobody knows. */
  platform?: Platform
  /** The person set another platform than the image states. */
  isOverridden: boolean
  attestations: IndexEntry[]
  /** Doubts about this image alone; they leave with it. */
  problems: Problem[]
}

/** A line of the index to be written. */
export interface DraftEntry {
  source: string
  descriptor: IndexEntry
  platform?: Platform
  isOverridden: boolean
  attests?: Digest
}

const zstdMarker = 'io.github.containers.compression.zstd'

/** Same image, packed with zstd beside its gzip twin. Source: containers/image, manifest.OCI1InstanceAnnotationCompressionZSTD. */
export function isZstd({ descriptor }: Candidate): boolean {
  return descriptor.annotations?.[zstdMarker] === 'true'
}

/** Equal for candidates of one platform; undefined where the platform is not known. */
export function candidatePlatformKey({ platform }: Candidate): string | undefined {
  return isCompletePlatform(platform) ? platformKey(platform) : undefined
}

/** Equal for candidates that a client cannot tell apart. */
export function candidateKey(candidate: Candidate): string | undefined {
  const key = candidatePlatformKey(candidate)
  return key !== undefined && isZstd(candidate) ? `${key} zstd` : key
}

/** The lists joined, each digest once, in order of first appearance. */
export function joinEntries(...lists: IndexEntry[][]): IndexEntry[] {
  const found = new Map<string, IndexEntry>()
  for (const entry of lists.flat()) if (!found.has(entry.digest)) found.set(entry.digest, entry)
  return [...found.values()]
}
