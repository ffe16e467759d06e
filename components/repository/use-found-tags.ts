import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { filterTags } from './filter-tags'
import { type Checked, countChecked, filterByPlatforms, isFiltering, type PlatformFilter } from './platform-filter'
import type { RepositoryView } from './use-repository-view'
import type { TagFactsSource } from './use-tag-facts'

export interface FoundTags {
  /** In the order of the list. */
  found: string[]
  /** How far the platforms are known of those the search finds; absent without a filter. */
  progress?: Checked & { total: number }
  readOn: () => void
}

/** What search and filters leave. A filter has to know every tag’s platforms: they are read while it is set. */
export function useFoundTags(tags: string[], view: RepositoryView, facts: TagFactsSource): FoundTags {
  const { known, readAll, stopReadingAll } = facts
  const query = useDeferredValue(view.q)
  const named = useMemo(() => filterTags(tags, query), [tags, query])
  const has = view.has.join()
  const lacks = view.lacks.join()
  const filter = useMemo<PlatformFilter>(
    () => ({ has: has.split(',').filter(Boolean), lacks: lacks.split(',').filter(Boolean) }),
    [has, lacks],
  )
  const isOn = isFiltering(filter)
  const [start, setStart] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another start is a wish to go on after a stop
  useEffect(() => {
    if (!isOn) return
    readAll(named, 'platforms')
    return stopReadingAll
  }, [isOn, named, start, readAll, stopReadingAll])

  const found = useMemo(() => (isOn ? filterByPlatforms(named, known, filter) : named), [isOn, named, known, filter])
  const progress = useMemo(
    () => (isOn ? { ...countChecked(named, known), total: named.length } : undefined),
    [isOn, named, known],
  )
  return { found, ...(progress ? { progress } : {}), readOn: () => setStart(start + 1) }
}
