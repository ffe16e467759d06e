/** The addresses of the pages, spelled in one place. References stay readable: `:`, `@` and `/` are not escaped. */
import { formatReference, formatRepository, parseReference, type Reference, type Repository } from '@/lib/oci/reference'
import type { ComposeInput } from './compose'

const readable = (text: string) => encodeURIComponent(text).replace(/%(2F|3A|40)/g, decodeURIComponent)

export function imageHref(reference: Reference | string, platform?: string): `/image/${string}` {
  const text = typeof reference === 'string' ? reference : formatReference(reference)
  return `/image/${text}${platform === undefined ? '' : `?platform=${readable(platform)}`}`
}

export function repositoryHref(repository: Repository | string): `/repository/${string}` {
  return `/repository/${typeof repository === 'string' ? repository : formatRepository(repository)}`
}

export function registryHref(registry: string): `/registry/${string}` {
  return `/registry/${registry}`
}

/** The compose form’s whole state: `target`, `source` (repeated; `;platform=…` sets one), `keep`, `format`, `annotation`, `tag`. */
export function composeHref(input: Partial<ComposeInput>): '/compose' | `/compose?${string}` {
  const query = composeQuery(input)
  return query === '' ? '/compose' : `/compose?${query}`
}

/** Inverse of composeInputFrom. */
export function composeQuery({
  target,
  sources = [],
  keep,
  format,
  annotations = {},
  tags = [],
}: Partial<ComposeInput>): string {
  const pairs: [string, string][] = []
  if (target) pairs.push(['target', target])
  for (const { reference, platform, only = [] } of sources) {
    const options = [...(platform ? [`platform=${platform}`] : []), ...only.map((name) => `only=${name}`)]
    pairs.push(['source', [reference, ...options].join(';')])
  }
  if (keep) pairs.push(['keep', '1'])
  if (format && format !== 'auto') pairs.push(['format', format])
  for (const [key, value] of Object.entries(annotations)) pairs.push(['annotation', `${key}=${value}`])
  for (const tag of tags) pairs.push(['tag', tag])
  return pairs.map(([name, value]) => `${name}=${readable(value)}`).join('&')
}

function sourceFrom(text: string): ComposeInput['sources'][number] {
  const [reference = '', ...options] = text.split(';')
  const valuesOf = (name: string) =>
    options.filter((option) => option.startsWith(`${name}=`)).map((option) => option.slice(name.length + 1))
  const [platform] = valuesOf('platform')
  const only = valuesOf('only')
  return { reference, ...(platform ? { platform } : {}), ...(only.length > 0 ? { only } : {}) }
}

/** Reads the form back from the address; what makes no sense is left out, never an error. */
export function composeInputFrom(query: URLSearchParams): ComposeInput {
  const format = query.get('format')
  const annotations = query.getAll('annotation').flatMap((pair) => {
    const equals = pair.indexOf('=')
    return equals > 0 ? [[pair.slice(0, equals), pair.slice(equals + 1)] as const] : []
  })
  return {
    target: query.get('target') ?? '',
    sources: query.getAll('source').map(sourceFrom),
    keep: query.get('keep') === '1',
    format: format === 'oci' || format === 'docker' ? format : 'auto',
    annotations: Object.fromEntries(annotations),
    tags: query.getAll('tag'),
  }
}

/**
 * The segments of a page’s address as one text. Next hands a page its segments percent-encoded (a route handler gets
 * them decoded): they are decoded here, once. Undefined when an escape is malformed.
 */
export function textFromSegments(segments: readonly string[]): string | undefined {
  try {
    return segments.map(decodeURIComponent).join('/')
  } catch {
    return undefined
  }
}

/** @throws {InvalidReferenceError} */
export function referenceFromSegments(segments: readonly string[]): Reference {
  return parseReference(textFromSegments(segments) ?? '%')
}
