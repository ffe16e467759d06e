import { mkdir } from 'node:fs/promises'
import type { Database, RootDatabase } from 'lmdb'
import { type JournalEntry, journalEntrySchema } from '@/lib/contract/history'
import type { Digest } from '@/lib/oci/digest'
import {
  type JournalPage,
  type JournalStore,
  type KeptManifest,
  manifestKey,
  maxJournalEntries,
  repositoryOf,
} from './journal-store'

type StoredManifest = Omit<KeptManifest, 'digest'> & {
  /** How many entries come from it. */
  uses: number
}

interface Databases {
  root: RootDatabase
  entries: Database<unknown, string>
  manifests: Database<StoredManifest, string>
}

/** The journal in a folder of this machine; several servers of one person may share it. */
export class LmdbJournalStore implements JournalStore {
  readonly durable = true
  readonly #databases: Databases
  readonly #maxEntries: number

  private constructor(databases: Databases, maxEntries: number) {
    this.#databases = databases
    this.#maxEntries = maxEntries
  }

  /** Makes the folder where it is missing, for its owner alone. @throws {Error} where it cannot be written */
  static async open(folder: string, { maxEntries = maxJournalEntries } = {}): Promise<LmdbJournalStore> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const { open } = await import('lmdb')
    const root = open({ path: `${folder}/journal`, maxDbs: 4 })
    const entries = root.openDB<unknown, string>({ name: 'entries' })
    const manifests = root.openDB<StoredManifest, string>({ name: 'manifests' })
    return new LmdbJournalStore({ root, entries, manifests }, maxEntries)
  }

  async add(entry: JournalEntry, old?: KeptManifest): Promise<void> {
    const { root, entries } = this.#databases
    await root.transaction(() => {
      entries.put(entry.id, entry)
      if (old) this.#keep(entry, old)
      this.#trim()
    })
    await root.flushed
  }

  #keep(entry: JournalEntry, { digest, mediaType, bytes }: KeptManifest): void {
    const { manifests } = this.#databases
    const key = manifestKey(repositoryOf(entry), digest)
    const uses = manifests.get(key)?.uses ?? 0
    manifests.put(key, { mediaType, bytes, uses: uses + 1 })
  }

  #trim(): void {
    const { entries } = this.#databases
    const surplus = entries.getCount() - this.#maxEntries
    if (surplus <= 0) return
    for (const { key, value } of [...entries.getRange({ limit: surplus })]) {
      entries.remove(key)
      const entry = readEntry(value)
      if (entry?.from) this.#release(manifestKey(repositoryOf(entry), entry.from))
    }
  }

  #release(key: string): void {
    const { manifests } = this.#databases
    const manifest = manifests.get(key)
    if (!manifest) return
    if (manifest.uses > 1) manifests.put(key, { ...manifest, uses: manifest.uses - 1 })
    else manifests.remove(key)
  }

  async replace(entry: JournalEntry): Promise<void> {
    const { root, entries } = this.#databases
    await root.transaction(() => {
      if (entries.doesExist(entry.id)) entries.put(entry.id, entry)
    })
    await root.flushed
  }

  async get(id: string): Promise<JournalEntry | undefined> {
    return readEntry(this.#databases.entries.get(id))
  }

  async list({ repository, before, limit }: JournalPage): Promise<JournalEntry[]> {
    const start = before === undefined ? {} : { start: before, exclusiveStart: true }
    const found: JournalEntry[] = []
    for (const { value } of this.#databases.entries.getRange({ reverse: true, ...start })) {
      const entry = readEntry(value)
      if (entry && (repository === undefined || repositoryOf(entry) === repository)) found.push(entry)
      if (found.length >= limit) break
    }
    return found
  }

  async getManifest(repository: string, digest: Digest): Promise<KeptManifest | undefined> {
    const stored = this.#databases.manifests.get(manifestKey(repository, digest))
    return stored && { digest, mediaType: stored.mediaType, bytes: new Uint8Array(stored.bytes) }
  }

  async keptManifests(repository: string, digests: readonly string[]): Promise<Set<string>> {
    const { manifests } = this.#databases
    return new Set(digests.filter((digest) => manifests.doesExist(manifestKey(repository, digest))))
  }

  close(): Promise<void> {
    return this.#databases.root.close()
  }
}

function readEntry(value: unknown): JournalEntry | undefined {
  return journalEntrySchema.safeParse(value).data
}
