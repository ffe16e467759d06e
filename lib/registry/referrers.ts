import { decodeJson } from '@/lib/oci/decode-json'
import { type Descriptor, descriptorSchema } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'
import { mediaTypes, normalizeContentType } from '@/lib/oci/media-type'
import type { RegistryAnswer, RegistryClient } from './client'
import { RegistryError } from './errors'
import { readNextPage } from './link-header'
import { getManifest } from './manifests'
import { repositoryPath } from './path'
import { repositoryScope } from './scope'

const maxPageBytes = 16 * 1024 * 1024
const maxPages = 20

export interface ReferrersRequest {
  repository: string
  digest: Digest
  artifactType?: string
  signal?: AbortSignal | undefined
}

type Listed = Descriptor & { platform?: unknown }

/** Undefined when the bytes are no index. */
function readEntries(bytes: Uint8Array): Listed[] | undefined {
  let document: unknown
  try {
    document = decodeJson(bytes)
  } catch {
    return undefined
  }
  if (typeof document !== 'object' || document === null || !('manifests' in document)) return undefined
  const entries: unknown[] = Array.isArray(document.manifests) ? document.manifests : []
  return entries.flatMap((entry) => {
    const parsed = descriptorSchema.safeParse(entry)
    return parsed.success ? [parsed.data] : []
  })
}

const isIndex = (answer: RegistryAnswer) =>
  answer.status === 200 && normalizeContentType(answer.header('content-type')) === mediaTypes.ociIndex

/** Undefined when the registry does not know referrers; distribution says so by 404, others by 400, 405, 406 or 501. */
async function listByApi(client: RegistryClient, request: ReferrersRequest): Promise<Listed[] | undefined> {
  const { repository, digest, artifactType, signal } = request
  const base = repositoryPath(client.registry, repository, `referrers/${digest}`)
  const entries: Listed[] = []
  let query = artifactType === undefined ? '' : `?artifactType=${encodeURIComponent(artifactType)}`
  for (let page = 0; page < maxPages; page += 1) {
    const answer = await client.request({
      method: 'GET',
      path: base + query,
      scopes: [repositoryScope(repository, 'pull')],
      headers: { accept: mediaTypes.ociIndex },
      accepts: [400, 404, 405, 406, 501],
      maxBytes: maxPageBytes,
      signal,
    })
    const found = isIndex(answer) ? readEntries(answer.bytes) : undefined
    if (!found) return page === 0 ? undefined : entries
    entries.push(...found)
    const next = readNextPage(answer.headerLines('link'), `/referrers/${digest}`)
    if (next === undefined || next === query) break
    query = next
  }
  return entries
}

/** `sha256-<hex>`: at most 32 characters of the algorithm and 64 of the rest. */
export function fallbackTag(digest: Digest): string {
  const [algorithm = '', hex = ''] = digest.split(':')
  return `${algorithm.slice(0, 32)}-${hex.slice(0, 64)}`
}

async function listByTag(client: RegistryClient, { repository, digest, signal }: ReferrersRequest): Promise<Listed[]> {
  try {
    const manifest = await getManifest(client, { repository, name: fallbackTag(digest), signal })
    // GitLab takes the tag for the digest and returns the image itself
    if (manifest.digest === digest) return []
    const entries = readEntries(manifest.bytes) ?? []
    const isImageIndex = entries.some(({ platform, artifactType }) => platform && artifactType === undefined)
    return isImageIndex ? [] : entries
  } catch (error) {
    const isNothing = error instanceof RegistryError && (error.kind === 'not-found' || error.kind === 'invalid-answer')
    if (isNothing) return []
    throw error
  }
}

/**
 * What says of itself that it belongs to a manifest: signatures, SBOMs, attestations. A claim until its own `subject` is read.
 * Asks the registry's API, else the tag that stands in for it; each entry once, filtered by `artifactType` here too.
 * @throws {RegistryError} Source: distribution-spec v1.1, "Listing Referrers" and "Unavailable Referrers API".
 */
export async function listReferrers(client: RegistryClient, request: ReferrersRequest): Promise<Descriptor[]> {
  const entries = (await listByApi(client, request)) ?? (await listByTag(client, request))
  const { artifactType } = request
  const wanted = entries.filter((entry) => artifactType === undefined || entry.artifactType === artifactType)
  return [...new Map(wanted.map((entry) => [entry.digest, entry])).values()]
}
