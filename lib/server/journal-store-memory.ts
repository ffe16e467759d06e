import type { JournalEntry } from '@/lib/contract/history'
import type { Digest } from '@/lib/oci/digest'
import {
  type JournalPage,
  type JournalStore,
  type KeptManifest,
  manifestKey,
  maxJournalEntries,
  repositoryOf,
} from './journal-store'

/** A journal that ends with the process: for tests, and where no folder can be written. */
export class MemoryJournalStore implements JournalStore {
  readonly durable = false
  readonly #entries = new Map<string, JournalEntry>()
  readonly #manifests = new Map<string, KeptManifest>()
  readonly #maxEntries: number

  constructor({ maxEntries = maxJournalEntries } = {}) {
    this.#maxEntries = maxEntries
  }

  async add(entry: JournalEntry, old?: KeptManifest): Promise<void> {
    this.#entries.set(entry.id, entry)
    if (old) this.#manifests.set(manifestKey(repositoryOf(entry), old.digest), old)
    for (const oldest of this.#sorted().slice(this.#maxEntries)) this.#drop(oldest)
  }

  #sorted(): JournalEntry[] {
    return [...this.#entries.values()].sort((a, b) => (a.id < b.id ? 1 : -1))
  }

  #drop(entry: JournalEntry): void {
    this.#entries.delete(entry.id)
    const key = manifestKey(repositoryOf(entry), entry.from ?? '')
    const isNeeded = this.#sorted().some((other) => manifestKey(repositoryOf(other), other.from ?? '') === key)
    if (!isNeeded) this.#manifests.delete(key)
  }

  async replace(entry: JournalEntry): Promise<void> {
    if (this.#entries.has(entry.id)) this.#entries.set(entry.id, entry)
  }

  async get(id: string): Promise<JournalEntry | undefined> {
    return this.#entries.get(id)
  }

  async list({ repository, before, limit }: JournalPage): Promise<JournalEntry[]> {
    const isAsked = (entry: JournalEntry) =>
      (before === undefined || entry.id < before) && (repository === undefined || repositoryOf(entry) === repository)
    return this.#sorted().filter(isAsked).slice(0, limit)
  }

  async getManifest(repository: string, digest: Digest): Promise<KeptManifest | undefined> {
    return this.#manifests.get(manifestKey(repository, digest))
  }

  async keptManifests(repository: string, digests: readonly string[]): Promise<Set<string>> {
    return new Set(digests.filter((digest) => this.#manifests.has(manifestKey(repository, digest))))
  }

  async close(): Promise<void> {}
}
