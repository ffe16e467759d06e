import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'

export const listViews = ['list', 'matrix'] as const
export type ListView = (typeof listViews)[number]
export const measures = ['age', 'size'] as const
export type Measure = (typeof measures)[number]

const platforms = parseAsArrayOf(parseAsString).withDefault([])

const parsers = {
  q: parseAsString.withDefault(''),
  has: platforms,
  lacks: platforms,
  view: parseAsStringLiteral(listViews).withDefault('list'),
  by: parseAsStringLiteral(measures).withDefault('age'),
}

/** How the tags are shown; all of it stands in the address, so that a link shows the same. */
export function useRepositoryView() {
  return useQueryStates(parsers, { history: 'replace', clearOnDefault: true })
}

export type RepositoryView = ReturnType<typeof useRepositoryView>[0]
export type ChangeView = (changes: Partial<RepositoryView>) => void
