/** The addresses of the pages, spelled in one place. References stay readable: `:`, `=`, `@` and `/` are not escaped. */
import { formatReference, formatRepository, parseReference, type Reference, type Repository } from '@/lib/oci/reference'
import type { ComposeInput } from './compose'
import { editPairs, editsFrom, namedValue } from './edits-in-address'
import { type SplitInput, splitInputSchema } from './split'

const readable = (text: string) => encodeURIComponent(text).replace(/%(2F|3A|3D|40)/g, decodeURIComponent)

interface ImageView {
  /** Marks the platform’s row. */
  platform?: string | undefined
  /** Shows what a client on this platform pulls. */
  machine?: string | undefined
}

function withQuery<Path extends string>(
  path: Path,
  query: Record<string, string | undefined>,
): Path | `${Path}?${string}` {
  const pairs = Object.entries(query).flatMap(([name, value]) => (value ? [`${name}=${readable(value)}`] : []))
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`
}

export function imageHref(reference: Reference | string, view: ImageView | string = {}): `/image/${string}` {
  const text = typeof reference === 'string' ? reference : formatReference(reference)
  const { platform, machine } = typeof view === 'string' ? { platform: view } : view
  return withQuery(`/image/${text}`, { platform, machine })
}

/** From `base` to `target`; a side that is missing is asked for by the page. */
export function compareHref(sides: {
  base?: string | undefined
  target?: string | undefined
}): '/compare' | `/compare?${string}` {
  return withQuery('/compare', { base: sides.base, target: sides.target })
}

export function repositoryHref(repository: Repository | string): `/repository/${string}` {
  return `/repository/${typeof repository === 'string' ? repository : formatRepository(repository)}`
}

export function registryHref(registry: string): `/registry/${string}` {
  return `/registry/${registry}`
}

/** The known registries; `signIn` opens the sign-in to that one, which then leads to `back`, a page of ours. */
export function registriesHref(query: {
  signIn?: string | undefined
  back?: string | undefined
}): '/registries' | `/registries?${string}` {
  return withQuery('/registries', { 'sign-in': query.signIn, back: query.back })
}

/** What was written to tags from here; `repository` is canonical, and all of them where it is absent. */
export function historyHref(repository?: string): '/history' | `/history?${string}` {
  return withQuery('/history', { repository })
}

export function deleteHref(reference?: string): '/delete' | `/delete?${string}` {
  return withQuery('/delete', { ref: reference })
}

const usualSplit = splitInputSchema.parse({ reference: '' })

/** The split form’s whole state; what is as usual is left out. */
export function splitHref(input: Partial<SplitInput>): '/split' | `/split?${string}` {
  const { reference, pattern, naming, keepAttestations } = { ...usualSplit, ...input }
  return withQuery('/split', {
    ref: reference,
    pattern: pattern === usualSplit.pattern ? undefined : pattern,
    naming: naming === usualSplit.naming ? undefined : naming,
    attestations: keepAttestations ? 'keep' : undefined,
  })
}

/** The compose form’s whole state: `target`, `source` (repeated; `;platform=…` sets one), `keep`, `format`, `annotation`, `tag`, `backup`, and the edits. */
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
  edits = {},
  backup,
}: Partial<ComposeInput>): string {
  const pairs: [string, string][] = []
  if (target) pairs.push(['target', target])
  for (const { reference, platform, only = [], referrers = [] } of sources) {
    const chosen = [...only.map((name) => `only=${name}`), ...referrers.map((digest) => `referrer=${digest}`)]
    const options = [...(platform ? [`platform=${platform}`] : []), ...chosen]
    pairs.push(['source', [reference, ...options].join(';')])
  }
  if (keep) pairs.push(['keep', '1'])
  if (format && format !== 'auto') pairs.push(['format', format])
  for (const [key, value] of Object.entries(annotations)) pairs.push(['annotation', `${key}=${value}`])
  for (const tag of tags) pairs.push(['tag', tag])
  if (backup) pairs.push(['backup', backup])
  pairs.push(...editPairs(edits))
  return pairs.map(([name, value]) => `${name}=${readable(value)}`).join('&')
}

function sourceFrom(text: string): ComposeInput['sources'][number] {
  const [reference = '', ...options] = text.split(';')
  const valuesOf = (name: string) =>
    options.filter((option) => option.startsWith(`${name}=`)).map((option) => option.slice(name.length + 1))
  const [platform] = valuesOf('platform')
  const only = valuesOf('only')
  const referrers = valuesOf('referrer')
  return {
    reference,
    ...(platform ? { platform } : {}),
    ...(only.length > 0 ? { only } : {}),
    ...(referrers.length > 0 ? { referrers } : {}),
  }
}

/** Reads the form back from the address; what makes no sense is left out, never an error. */
export function composeInputFrom(query: URLSearchParams): ComposeInput {
  const format = query.get('format')
  const annotations = query.getAll('annotation').flatMap(namedValue)
  const edits = editsFrom(query)
  const backup = query.get('backup')
  return {
    target: query.get('target') ?? '',
    sources: query.getAll('source').map(sourceFrom),
    keep: query.get('keep') === '1',
    format: format === 'oci' || format === 'docker' ? format : 'auto',
    annotations: Object.fromEntries(annotations),
    tags: query.getAll('tag'),
    ...(edits ? { edits } : {}),
    ...(backup ? { backup } : {}),
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
