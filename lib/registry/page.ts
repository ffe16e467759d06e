import { decodeLargeJson } from '@/lib/oci/decode-json'
import { InvalidManifestError } from '@/lib/oci/invalid-manifest-error'
import type { RegistryClient } from './client'
import { isHtml } from './error-body'
import { RegistryError } from './errors'
import { readNextPage } from './link-header'
import type { RegistryAnswer, RegistryRequest } from './registry-request'

const maxPageBytes = 16 * 1024 * 1024
/** As many as are asked for when nobody says how many, then fewer: ECR refuses more than it likes. */
const defaultLimit = 1000
const cautiousLimit = 100

export interface Page {
  document: Record<string, unknown>
  /** The last name of this page where the registry pages by names, else opaque. Hand it back as `last` for the next page. */
  next?: string
}

export interface PageRequest extends Pick<RegistryRequest, 'path' | 'scopes' | 'signal' | 'headers'> {
  limit?: number | undefined
  /** How the path of a believable next page ends. */
  endsWith: string
  /** A name to start after, or the `next` of the page before. */
  last?: string | undefined
}

function queryOf(limit: number | undefined, last: string | undefined): string {
  if (last?.startsWith('?')) return last
  const query = new URLSearchParams()
  if (limit !== undefined) query.set('n', String(limit))
  if (last !== undefined) query.set('last', last)
  return query.size > 0 ? `?${query}` : ''
}

/** The plain name where the next page's address says no more than a length and a name; else its query, opaque. */
function cursorOf(query: string): string {
  const parameters = new URLSearchParams(query)
  const last = parameters.get('last')
  const isPlain = [...parameters.keys()].every((name) => name === 'n' || name === 'last')
  return last !== null && last !== '' && !last.startsWith('?') && isPlain ? last : query
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

async function readDocument(registry: string, answer: RegistryAnswer): Promise<Record<string, unknown>> {
  const { bytes, status } = answer
  const fail = (message: string, cause?: unknown): never => {
    throw new RegistryError({ kind: 'invalid-answer', registry, status, message, cause })
  }
  if (isHtml(answer.header('content-type'), bytes))
    fail(`${registry} answered with a web page: this is not a registry API. Check the address.`)
  const unreadable = `${registry} sent a list that is not valid JSON. Try again, or check the address.`
  let document: unknown
  try {
    document = await decodeLargeJson(bytes)
  } catch (error) {
    const isTooMuch = error instanceof InvalidManifestError && error.reason !== 'not-json'
    if (!isTooMuch) return fail(unreadable, error)
    const message = `${registry} sends a longer list at once than is read here. Ask for one name instead.`
    throw new RegistryError({ kind: 'too-large', registry, status, message, cause: error })
  }
  return isRecord(document) ? document : fail(unreadable)
}

/** What no shorter page would change. */
const otherFaults = new Set(['NAME_INVALID', 'NAME_UNKNOWN', 'UNAUTHORIZED', 'DENIED', 'INVALID_REQUEST'])

const refusesLimit = (error: unknown) =>
  error instanceof RegistryError &&
  (error.status === 405 || error.status === 400) &&
  !error.codes.some((code) => otherFaults.has(code))

/** One page of a list; where the registry dislikes its length, a shorter one, then one of its own choice. */
export async function getPage(client: RegistryClient, request: PageRequest): Promise<Page> {
  const { path, endsWith, limit, last, ...rest } = request
  const isCursor = last?.startsWith('?')
  const { maxPageSize = defaultLimit } = client.quirks ?? {}
  const wanted = Math.min(Math.max(1, Math.floor(limit ?? defaultLimit)), maxPageSize)
  const limits = isCursor ? [undefined] : [wanted, ...(wanted > cautiousLimit ? [cautiousLimit] : []), undefined]
  for (const [index, count] of limits.entries()) {
    const query = queryOf(count, last)
    try {
      const answer = await client.request({ method: 'GET', path: path + query, maxBytes: maxPageBytes, ...rest })
      const nextQuery = readNextPage(answer.headerLines('link'), endsWith)
      const document = await readDocument(client.registry, answer)
      const next = nextQuery === undefined || nextQuery === query ? undefined : cursorOf(nextQuery)
      return { document, ...(next !== undefined && next !== last && { next }) }
    } catch (error) {
      if (!refusesLimit(error) || index === limits.length - 1) throw error
    }
  }
  throw new RegistryError({
    kind: 'invalid-answer',
    registry: client.registry,
    message: `${client.registry} gives no list.`,
  })
}
