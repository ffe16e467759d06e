import type { JournalEntry } from '@/lib/contract/history'
import type { Digest } from '@/lib/oci/digest'

/** A manifest that a tag named before it was written over. */
export interface KeptManifest {
  digest: Digest
  mediaType: string
  bytes: Uint8Array
}

export interface JournalPage {
  /** `registry/repository`; of every repository where absent. */
  repository?: string | undefined
  /** Only entries older than this id. */
  before?: string | undefined
  limit: number
}

/**
 * Where the journal lies. Ids sort by time; only the newest entries are kept, and of a repository's old manifests those
 * that a kept entry comes from, once each.
 */
export interface JournalStore {
  /** Whether entries outlive this process. */
  readonly durable: boolean
  /** Adds an entry, with the manifest that it comes from where there was one; both are safe once this resolves. */
  add(entry: JournalEntry, old?: KeptManifest): Promise<void>
  /** Writes an entry over; one that has been dropped meanwhile stays away. */
  replace(entry: JournalEntry): Promise<void>
  get(id: string): Promise<JournalEntry | undefined>
  /** Newest first. */
  list(page: JournalPage): Promise<JournalEntry[]>
  getManifest(repository: string, digest: Digest): Promise<KeptManifest | undefined>
  /** Of these digests those whose bytes are kept. */
  keptManifests(repository: string, digests: readonly string[]): Promise<Set<string>>
  close(): Promise<void>
}

export const maxJournalEntries = 10_000

/** The repository of an entry, whose reference is canonical and ends in a tag. */
export function repositoryOf({ reference }: JournalEntry): string {
  return reference.slice(0, reference.lastIndexOf(':'))
}

/** Names a manifest within a store: bytes of one repository are never put into another. */
export function manifestKey(repository: string, digest: string): string {
  return `${repository}@${digest}`
}
