import { decodeLargeJson } from '@/lib/oci/decode-json'
import { type Descriptor, descriptorSchema } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'
import { inSlices } from '@/lib/oci/in-slices'
import { mediaTypes } from '@/lib/oci/media-type'
import type { RegistryClient } from './client'
import { RegistryError } from './errors'
import { getManifest, putManifest } from './manifests'

const maxRounds = 3
/** Each costs time that nobody else gets. */
const maxEntries = 4_000

export type Listed = Descriptor & { platform?: unknown }

export interface Subject {
  repository: string
  /** Of the manifest that others refer to. */
  digest: Digest
  signal?: AbortSignal | undefined
}

async function readIndex(bytes: Uint8Array): Promise<Record<string, unknown> | undefined> {
  try {
    const document = await decodeLargeJson(bytes)
    const isIndex = typeof document === 'object' && document !== null && 'manifests' in document
    return isIndex ? { ...document } : undefined
  } catch {
    return undefined
  }
}

/** At most 4,000; undefined when the bytes are no index. An empty list may be written as null. */
export async function readEntries(bytes: Uint8Array): Promise<Listed[] | undefined> {
  const document = await readIndex(bytes)
  const entries: unknown = document?.manifests === null ? [] : document?.manifests
  if (!Array.isArray(entries)) return undefined
  const read: Listed[] = []
  await inSlices(entries.slice(0, maxEntries), (entry) => {
    const parsed = descriptorSchema.safeParse(entry)
    if (parsed.success) read.push(parsed.data)
  })
  return read
}

/** `sha256-<hex>`: at most 32 characters of the algorithm and 64 of the rest. */
export function fallbackTag(digest: Digest): string {
  const [algorithm = '', hex = ''] = digest.split(':')
  return `${algorithm.slice(0, 32)}-${hex.slice(0, 64)}`
}

/** GitLab takes the tag for the digest and returns the image itself; an index of images under such a tag is none of referrers. */
function isImage(entries: Listed[]): boolean {
  return entries.some(({ platform, artifactType }) => platform && artifactType === undefined)
}

/**
 * What the tag that stands in for the API lists, nothing where it is missing or an image; undefined where it is there and cannot be
 * read as a list. @throws {RegistryError}
 */
export async function listByTag(
  client: RegistryClient,
  { repository, digest, signal }: Subject,
): Promise<Listed[] | undefined> {
  try {
    const manifest = await getManifest(client, { repository, name: fallbackTag(digest), mayBeStale: true, signal })
    const entries = manifest.digest === digest ? [] : await readEntries(manifest.bytes)
    return entries && isImage(entries) ? [] : entries
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    if (error.kind === 'not-found') return []
    if (error.kind === 'invalid-answer') return undefined
    throw error
  }
}

interface Current {
  document: Record<string, unknown>
  entries: Listed[]
  /** Null while there is no such tag. */
  digest: Digest | null
}

async function readCurrent(client: RegistryClient, { repository, digest, signal }: Subject): Promise<Current> {
  const nothing: Current = {
    document: { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [] },
    entries: [],
    digest: null,
  }
  const name = fallbackTag(digest)
  try {
    const manifest = await getManifest(client, { repository, name, signal })
    if (manifest.digest === digest) return nothing
    const document = await readIndex(manifest.bytes)
    const entries = await readEntries(manifest.bytes)
    if (document && entries && !isImage(entries)) return { document, entries, digest: manifest.digest }
  } catch (error) {
    if (error instanceof RegistryError && error.kind === 'not-found') return nothing
    throw error
  }
  const message = `The tag ${name} on ${client.registry} should list what belongs to an image, but is something else. It was left as it is.`
  throw new RegistryError({ kind: 'conflict', registry: client.registry, message })
}

function withEntry({ document }: Current, entry: Descriptor): Uint8Array {
  const present: unknown[] = Array.isArray(document.manifests) ? document.manifests : []
  const others = present.filter((other) => descriptorSchema.safeParse(other).data?.digest !== entry.digest)
  return Buffer.from(JSON.stringify({ ...document, manifests: [...others, entry] }))
}

/**
 * Enters a referrer into the tag that stands in for the API, for registries that did not answer its push with OCI-Subject. Others'
 * entries stay; what was lost to somebody writing at the same time is entered again.
 * @throws {RegistryError} conflict when the tag is no such list, or never keeps the entry
 * Source: distribution-spec v1.1, "Pushing Manifests with Subject".
 */
export async function enterReferrer(client: RegistryClient, options: Subject & { entry: Descriptor }): Promise<void> {
  const { repository, digest, entry, signal } = options
  const name = fallbackTag(digest)
  for (let round = 0; round < maxRounds; round += 1) {
    const current = await readCurrent(client, options)
    if (current.entries.some((other) => other.digest === entry.digest)) return
    const bytes = withEntry(current, entry)
    try {
      const put = { repository, name, bytes, mediaType: mediaTypes.ociIndex, ifMatch: current.digest, signal }
      await putManifest(client, put)
    } catch (error) {
      const isOvertaken = error instanceof RegistryError && error.status === 412
      if (!isOvertaken) throw error
    }
  }
  const last = await readCurrent(client, options)
  if (last.entries.some((other) => other.digest === entry.digest)) return
  const message = `${client.registry} does not keep the list of what belongs to this image in the tag ${name}. Try again later.`
  throw new RegistryError({ kind: 'conflict', registry: client.registry, message })
}
