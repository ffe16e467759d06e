import type { Descriptor } from '@/lib/oci/descriptor'
import { mediaTypes, normalizeContentType } from '@/lib/oci/media-type'
import type { RegistryClient } from './client'
import { readNextPage } from './link-header'
import { repositoryPath } from './path'
import { fallbackTag, type Listed, listByTag, readEntries, type Subject } from './referrers-tag'
import type { RegistryAnswer } from './registry-request'
import { repositoryScope } from './scope'

const maxPageBytes = 16 * 1024 * 1024
const maxPages = 20
/** Of all pages together, each of which may take as long as a request may. */
const maxPagesMs = 60_000

export interface ReferrersRequest extends Subject {
  artifactType?: string
}

const isIndex = (answer: RegistryAnswer) =>
  answer.status === 200 && normalizeContentType(answer.header('content-type')) === mediaTypes.ociIndex

/** Quay answers 400 about a subject that it does not know, which says nothing of the others. */
const tellsUnknown = ({ status }: RegistryAnswer) => status !== 400

interface ListedByApi {
  entries: Listed[]
  /** False when there is more than was read. */
  isComplete: boolean
}

/** Undefined when the registry does not know referrers; distribution says so by 404, others by 400, 405, 406 or 501. */
async function listByApi(client: RegistryClient, request: ReferrersRequest): Promise<ListedByApi | undefined> {
  const { repository, digest, artifactType, signal } = request
  const base = repositoryPath(client.registry, repository, `referrers/${digest}`)
  const feature = `referrers of ${repository}`
  if (client.quirks?.hasReferrersApi === false || client.features.has(feature) === false) return undefined
  const entries: Listed[] = []
  const asked = new Set<string>()
  const endMs = Date.now() + maxPagesMs
  let query = artifactType === undefined ? '' : `?artifactType=${encodeURIComponent(artifactType)}`
  while (asked.size < maxPages && Date.now() < endMs) {
    const answer = await client.request({
      method: 'GET',
      path: base + query,
      scopes: [repositoryScope(repository, 'pull')],
      headers: { accept: mediaTypes.ociIndex },
      accepts: [400, 404, 405, 406, 501],
      maxBytes: maxPageBytes,
      signal,
    })
    const found = isIndex(answer) ? await readEntries(answer.bytes) : undefined
    const isFirst = asked.size === 0
    if (isFirst && (found || tellsUnknown(answer))) client.features.remember(feature, found !== undefined)
    if (!found) return isFirst ? undefined : { entries, isComplete: false }
    for (const entry of found) entries.push(entry)
    asked.add(query)
    const next = readNextPage(answer.headerLines('link'), `/referrers/${digest}`)
    if (next === undefined || asked.has(next)) return { entries, isComplete: true }
    query = next
  }
  return { entries, isComplete: false }
}

/** Whether the registry has the referrers API; undefined where its answer leaves it open. @throws {RegistryError} */
export async function knowsReferrers(client: RegistryClient, request: Subject): Promise<boolean | undefined> {
  const answer = await client.request({
    method: 'GET',
    path: repositoryPath(client.registry, request.repository, `referrers/${request.digest}`),
    scopes: [repositoryScope(request.repository, 'pull')],
    headers: { accept: mediaTypes.ociIndex },
    accepts: [400, 404, 405, 406, 501],
    signal: request.signal,
  })
  return isIndex(answer) || (tellsUnknown(answer) ? false : undefined)
}

export interface ReferrerList {
  referrers: Descriptor[]
  /** From the registry, which has read what each refers to; or from a tag, into which anybody who may push writes. */
  source: 'api' | 'tag'
  /** False when the registry has broken off in the middle, or has more than is read here. */
  isComplete: boolean
  /** The tag that should list them, and is something else. */
  unreadableTag?: string
}

/**
 * What says of itself that it belongs to a manifest: signatures, SBOMs, attestations. A claim until its own `subject` is read.
 * Asks the registry's API, else the tag that stands in for it; each entry once, filtered by `artifactType` here too.
 * @throws {RegistryError} Source: distribution-spec v1.1, "Listing Referrers" and "Unavailable Referrers API".
 */
export async function listReferrers(client: RegistryClient, request: ReferrersRequest): Promise<ReferrerList> {
  const listed = await listByApi(client, request)
  const entries = listed ? listed.entries : await listByTag(client, request)
  const { artifactType } = request
  const wanted = entries?.filter((entry) => artifactType === undefined || entry.artifactType === artifactType)
  return {
    referrers: [...new Map(wanted?.map((entry) => [entry.digest, entry])).values()],
    source: listed ? 'api' : 'tag',
    isComplete: listed?.isComplete ?? true,
    ...(entries === undefined && { unreadableTag: fallbackTag(request.digest) }),
  }
}
