import type { ReactNode } from 'react'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { ActiveFilters } from './active-filters'
import type { PlatformFilter } from './platform-filter'
import { PlatformFilterMenu } from './platform-filter-menu'
import { TagFilter } from './tag-filter'
import type { ChangeView, ListView, Measure, RepositoryView } from './use-repository-view'

interface TagToolbarProps {
  view: RepositoryView
  onView: ChangeView
  found: number
  loaded: number
  isComplete: boolean
  platforms: readonly string[]
  /** What the matrix alone offers. */
  matrixActions?: ReactNode
  progress?: ReactNode
}

const views: { value: ListView; name: string }[] = [
  { value: 'list', name: 'List' },
  { value: 'matrix', name: 'Matrix' },
]
const measures: { value: Measure; name: string }[] = [
  { value: 'age', name: 'Age' },
  { value: 'size', name: 'Size' },
]

export function TagToolbar({ view, onView, platforms, matrixActions, progress, ...counts }: TagToolbarProps) {
  const filter: PlatformFilter = { has: view.has, lacks: view.lacks }
  const setFilter = ({ has, lacks }: PlatformFilter) => onView({ has: [...has], lacks: [...lacks] })
  return (
    <div className="mb-3 flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <TagFilter
          query={view.q}
          isFiltered={view.q.trim() !== '' || filter.has.length + filter.lacks.length > 0}
          onQuery={(q) => onView({ q })}
          {...counts}
        />
        <div className="flex flex-wrap items-center gap-2">
          <PlatformFilterMenu platforms={platforms} filter={filter} onFilter={setFilter} />
          <SegmentedControl
            label="View"
            options={views}
            value={view.view}
            onChange={(next) => onView({ view: next })}
          />
          {view.view === 'matrix' ? (
            <>
              <SegmentedControl
                label="Colour by"
                options={measures}
                value={view.by}
                onChange={(by) => onView({ by })}
              />
              {matrixActions}
            </>
          ) : null}
        </div>
      </div>
      <ActiveFilters filter={filter} onFilter={setFilter} progress={progress} />
    </div>
  )
}
