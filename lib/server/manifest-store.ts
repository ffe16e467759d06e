import 'server-only'
import { LRUCache } from 'lru-cache'
import { type Digest, isDigest } from '@/lib/oci/digest'
import { formatReference, formatRepository, manifestName, type Reference, type Repository } from '@/lib/oci/reference'
import { processMetrics } from './process-metrics'

export interface StoredManifest {
  bytes: Uint8Array
  digest: Digest
  contentType?: string
  /** The registry's Docker-Content-Digest header names another digest than the bytes have. */
  headerDigestDisagrees: boolean
}

const maxTags = 20_000
const listedForMs = 60_000
const maxProofs = 20_000
const provenForMs = 25_000

interface Memory {
  content: LRUCache<string, StoredManifest>
  tags: LRUCache<string, Digest>
  listed: LRUCache<string, Digest>
  /** Until when, in milliseconds since 1970. */
  proofs: LRUCache<string, number>
}

function createMemory(maxBytes: number): Memory {
  return {
    content: new LRUCache({ maxSize: maxBytes, sizeCalculation: ({ bytes }) => bytes.byteLength + 512 }),
    tags: new LRUCache({ max: maxTags }),
    listed: new LRUCache({ max: maxTags, ttl: listedForMs }),
    proofs: new LRUCache({ max: maxProofs }),
  }
}

/**
 * What has been read: bytes by digest, which never go stale, and the digest each tag had when it was last seen. Principals
 * share the room, and nothing of what is in it.
 */
export class ManifestStore {
  readonly #memory: Memory
  readonly #principal: string

  constructor({ maxBytes, ...own }: { maxBytes: number } & Partial<{ principal: string; memory: Memory }>) {
    this.#memory = own.memory ?? createMemory(maxBytes)
    this.#principal = own.principal ?? ''
  }

  /** The part of this store that belongs to one principal. */
  of(principal: string): ManifestStore {
    return new ManifestStore({ maxBytes: 0, principal, memory: this.#memory })
  }

  #key(repository: Repository, digest: Digest): string {
    return this.#own(`${formatRepository(repository)}@${digest}`)
  }

  #own(name: string): string {
    return `${this.#principal} ${name}`
  }

  /** Notes that the registry has just let this principal read in the repository. */
  prove(repository: Repository): void {
    this.#memory.proofs.set(this.#own(formatRepository(repository)), Date.now() + provenForMs)
  }

  /** Whether the registry has let this principal read in the repository within the last half minute. */
  isProven(repository: Repository): boolean {
    return (this.#memory.proofs.get(this.#own(formatRepository(repository))) ?? 0) > Date.now()
  }

  get(repository: Repository, digest: Digest): StoredManifest | undefined {
    const found = this.#memory.content.get(this.#key(repository, digest))
    processMetrics().cacheReads.add({ outcome: found ? 'found' : 'missing' })
    return found
  }

  get entries(): number {
    return this.#memory.content.size
  }

  get sizeBytes(): number {
    return this.#memory.content.calculatedSize
  }

  /** The digest that the tag had when it was last read; it may have moved since. */
  lastSeen(reference: Reference): Digest | undefined {
    return this.#memory.tags.get(this.#own(formatReference(reference)))
  }

  /** Some registries list tags together with what they name: for a minute that spares a list the asking tag by tag. */
  noteListed(reference: Reference, digest: Digest): void {
    this.#memory.listed.set(this.#own(formatReference(reference)), digest)
  }

  listed(reference: Reference): Digest | undefined {
    return this.#memory.listed.get(this.#own(formatReference(reference)))
  }

  keep(reference: Reference, manifest: StoredManifest): void {
    const name = manifestName(reference)
    if (!isDigest(name)) {
      this.#memory.tags.set(this.#own(formatReference(reference)), manifest.digest)
      this.#memory.listed.delete(this.#own(formatReference(reference)))
    }
    this.#memory.content.set(this.#key(reference, manifest.digest), manifest)
    // asked for by sha512, the bytes must be found under that digest too
    if (isDigest(name) && name !== manifest.digest) this.#memory.content.set(this.#key(reference, name), manifest)
  }
}
