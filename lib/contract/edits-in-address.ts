import type { IndexEdits } from '@/lib/compose/index-edits'

/** `name=value`; the value may hold further equals signs, a name is never empty. */
export function namedValue(pair: string): [string, string][] {
  const equals = pair.indexOf('=')
  return equals > 0 ? [[pair.slice(0, equals), pair.slice(equals + 1)]] : []
}

/** An entry that loses all its annotations stands there alone; else one pair an annotation. */
function annotationPairs([digest, annotations]: [string, Record<string, string>]): [string, string][] {
  const values = Object.entries(annotations).map(([name, value]) => `${digest}=${name}=${value}`)
  return (values.length === 0 ? [digest] : values).map((value) => ['entry-annotation', value])
}

/** The edits of an index as parameters of an address, in a fixed order. */
export function editPairs(edits: IndexEdits): [string, string][] {
  const { remove = [], platforms = {}, annotations = {}, order = [], unannotate = [], reasons = {} } = edits
  const { artifactType } = edits
  const each = (name: string, values: string[]) => values.map((value): [string, string] => [name, value])
  const named = (name: string, values: Record<string, string>) =>
    each(
      name,
      Object.entries(values).map(([key, value]) => `${key}=${value}`),
    )
  return [
    ...each('remove', remove),
    ...named('platform', platforms),
    ...Object.entries(annotations).flatMap(annotationPairs),
    ...each('order', order),
    ...(artifactType === undefined ? [] : each('artifact-type', [artifactType])),
    ...each('unannotate', unannotate),
    ...named('reason', reasons),
  ]
}

function entryAnnotations(values: string[]): Record<string, Record<string, string>> {
  const found = new Map<string, [string, string][]>()
  for (const value of values) {
    const [[digest, rest] = [value, '']] = namedValue(value)
    found.set(digest, [...(found.get(digest) ?? []), ...namedValue(rest)])
  }
  return Object.fromEntries([...found].map(([digest, pairs]) => [digest, Object.fromEntries(pairs)]))
}

const isFilled = (value: unknown) => typeof value === 'string' || Object.keys(value ?? {}).length > 0

/** Without what changes nothing; undefined when nothing is left. */
export function presentEdits(edits: IndexEdits): IndexEdits | undefined {
  const present = Object.fromEntries(Object.entries(edits).filter(([, value]) => isFilled(value)))
  return Object.keys(present).length > 0 ? present : undefined
}

/** Inverse of editPairs; undefined when the address holds no edit. */
export function editsFrom(query: URLSearchParams): IndexEdits | undefined {
  const named = (name: string) => Object.fromEntries(query.getAll(name).flatMap(namedValue))
  const artifactType = query.get('artifact-type')
  return presentEdits({
    remove: query.getAll('remove'),
    platforms: named('platform'),
    annotations: entryAnnotations(query.getAll('entry-annotation')),
    order: query.getAll('order'),
    ...(artifactType === null ? {} : { artifactType }),
    unannotate: query.getAll('unannotate'),
    reasons: named('reason'),
  })
}
