import { computeDigest } from '@/lib/oci/compute-digest'
import { type Digest, isDigest } from '@/lib/oci/digest'
import type { BuiltImage } from './built-image'
import { readReferrerFacts } from './referrer-facts'
import { UploadSessions } from './upload-sessions'

export interface StoredManifest {
  digest: Digest
  mediaType: string
  bytes: Uint8Array
  /** The manifest this one refers to, whether or not it is here. */
  subject?: Digest
  artifactType?: string
  annotations?: Record<string, string>
}

interface StoredRepository {
  manifests: Map<Digest, StoredManifest>
  blobs: Map<Digest, Uint8Array>
  tags: Map<string, Digest>
}

interface PutManifest {
  repository: string
  mediaType: string
  bytes: Uint8Array
  /** The sha256 of the bytes unless given; not verified, so that tests can store a lie. */
  digest?: Digest
  tag?: string
}

/** Repositories, manifests, blobs and tags in memory, bytes kept exactly. It checks nothing: the endpoints do. */
export class SandboxStore {
  readonly uploads = new UploadSessions()
  private readonly repositories = new Map<string, StoredRepository>()

  private open(repository: string): StoredRepository {
    const known = this.repositories.get(repository)
    if (known) return known
    const created: StoredRepository = { manifests: new Map(), blobs: new Map(), tags: new Map() }
    this.repositories.set(repository, created)
    return created
  }

  hasRepository(repository: string): boolean {
    return this.repositories.has(repository)
  }

  repositoryNames(): string[] {
    return [...this.repositories.keys()].sort()
  }

  /** In the order of their bytes; empty for a repository that is not here. */
  tags(repository: string): string[] {
    return [...(this.repositories.get(repository)?.tags.keys() ?? [])].sort()
  }

  getManifest(repository: string, tagOrDigest: string): StoredManifest | undefined {
    const found = this.repositories.get(repository)
    const digest = isDigest(tagOrDigest) ? tagOrDigest : found?.tags.get(tagOrDigest)
    return digest === undefined ? undefined : found?.manifests.get(digest)
  }

  putManifest({ repository, mediaType, bytes, digest = computeDigest(bytes), tag }: PutManifest): StoredManifest {
    const manifest: StoredManifest = { digest, mediaType, bytes, ...readReferrerFacts(bytes) }
    const into = this.open(repository)
    into.manifests.set(digest, manifest)
    if (tag !== undefined) into.tags.set(tag, digest)
    return manifest
  }

  setTag({ repository, tag, digest }: { repository: string; tag: string; digest: Digest }): void {
    this.open(repository).tags.set(tag, digest)
  }

  /** False where there was no such tag. */
  deleteTag(repository: string, tag: string): boolean {
    return this.repositories.get(repository)?.tags.delete(tag) ?? false
  }

  /** Takes the tags that point at it with it; an index that lists it stays, with a child missing. */
  deleteManifest(repository: string, digest: Digest): boolean {
    const found = this.repositories.get(repository)
    if (!found?.manifests.delete(digest)) return false
    for (const [tag, target] of found.tags) if (target === digest) found.tags.delete(tag)
    return true
  }

  getBlob(repository: string, digest: Digest): Uint8Array | undefined {
    return this.repositories.get(repository)?.blobs.get(digest)
  }

  /** The blob from whichever repository has it. */
  findBlob(digest: Digest): Uint8Array | undefined {
    for (const { blobs } of this.repositories.values()) {
      const bytes = blobs.get(digest)
      if (bytes) return bytes
    }
    return undefined
  }

  putBlob({ repository, digest, bytes }: { repository: string; digest?: Digest; bytes: Uint8Array }): Digest {
    const name = digest ?? computeDigest(bytes)
    this.open(repository).blobs.set(name, bytes)
    return name
  }

  deleteBlob(repository: string, digest: Digest): boolean {
    return this.repositories.get(repository)?.blobs.delete(digest) ?? false
  }

  /** The manifests that name this digest as their subject, in the order they came. */
  referrers(repository: string, subject: Digest): StoredManifest[] {
    const manifests = this.repositories.get(repository)?.manifests.values() ?? []
    return [...manifests].filter((manifest) => manifest.subject === subject)
  }

  /** Puts a built image with its blobs and children; returns its digest. */
  putImage({ repository, tag, image }: { repository: string; tag?: string; image: BuiltImage }): Digest {
    for (const { digest, bytes } of image.blobs) this.putBlob({ repository, digest, bytes })
    for (const child of image.children) this.putImage({ repository, image: child })
    const { mediaType, bytes, digest } = image
    return this.putManifest({ repository, mediaType, bytes, digest, ...(tag === undefined ? {} : { tag }) }).digest
  }

  /** Puts an image for each tag of the record. */
  putImages(repository: string, tagged: Readonly<Record<string, BuiltImage>>): void {
    for (const [tag, image] of Object.entries(tagged)) this.putImage({ repository, tag, image })
  }
}
