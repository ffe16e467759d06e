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

/** What has been read: bytes by digest, which never go stale, and the digest each tag had when it was last seen. */
export class ManifestStore {
  readonly #content: LRUCache<string, StoredManifest>
  readonly #tags = new LRUCache<string, Digest>({ max: maxTags })
  readonly #listed = new LRUCache<string, Digest>({ max: maxTags, ttl: listedForMs })

  constructor({ maxBytes }: { maxBytes: number }) {
    this.#content = new LRUCache({ maxSize: maxBytes, sizeCalculation: ({ bytes }) => bytes.byteLength + 512 })
  }

  #key(repository: Repository, digest: Digest): string {
    return `${formatRepository(repository)}@${digest}`
  }

  get(repository: Repository, digest: Digest): StoredManifest | undefined {
    const found = this.#content.get(this.#key(repository, digest))
    processMetrics().cacheReads.add({ outcome: found ? 'found' : 'missing' })
    return found
  }

  get entries(): number {
    return this.#content.size
  }

  get sizeBytes(): number {
    return this.#content.calculatedSize
  }

  /** The digest that the tag had when it was last read; it may have moved since. */
  lastSeen(reference: Reference): Digest | undefined {
    return this.#tags.get(formatReference(reference))
  }

  /** Some registries list tags together with what they name: for a minute that spares a list the asking tag by tag. */
  noteListed(reference: Reference, digest: Digest): void {
    this.#listed.set(formatReference(reference), digest)
  }

  listed(reference: Reference): Digest | undefined {
    return this.#listed.get(formatReference(reference))
  }

  keep(reference: Reference, manifest: StoredManifest): void {
    const name = manifestName(reference)
    if (!isDigest(name)) {
      this.#tags.set(formatReference(reference), manifest.digest)
      this.#listed.delete(formatReference(reference))
    }
    this.#content.set(this.#key(reference, manifest.digest), manifest)
    // asked for by sha512, the bytes must be found under that digest too
    if (isDigest(name) && name !== manifest.digest) this.#content.set(this.#key(reference, name), manifest)
  }
}
