import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { PlatformChip } from '@/components/reference/platform-chip'
import { Button } from '@/components/ui/button'
import { isFiltering, type PlatformFilter } from './platform-filter'
import { withChoice } from './platform-filter-menu'

interface ActiveFiltersProps {
  filter: PlatformFilter
  onFilter: (filter: PlatformFilter) => void
  /** How far the tags are known that the filters look at. */
  progress?: ReactNode
}

/** What the list is filtered by, each to be taken away. */
export function ActiveFilters({ filter, onFilter, progress }: ActiveFiltersProps) {
  if (!isFiltering(filter)) return null
  const chips = [
    ...filter.has.map((platform) => ({ word: 'has', platform })),
    ...filter.lacks.map((platform) => ({ word: 'lacks', platform })),
  ]
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <ul aria-label="Filters" className="flex flex-wrap gap-1.5">
        {chips.map(({ word, platform }) => (
          <li
            key={`${word} ${platform}`}
            className="flex h-7 items-center gap-1.5 rounded-md border bg-surface-raised pl-2 text-xs"
          >
            <span className="text-ink-muted">{word}</span>
            <PlatformChip platform={platform} />
            <button
              type="button"
              aria-label={`Remove the filter ${word} ${platform}`}
              onClick={() => onFilter(withChoice(filter, platform, 'any'))}
              className="grid size-6 place-items-center rounded-md text-ink-faint hover:bg-surface-sunken hover:text-ink"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </li>
        ))}
      </ul>
      {chips.length > 1 ? (
        <Button variant="ghost" size="sm" onClick={() => onFilter({ has: [], lacks: [] })}>
          Remove all
        </Button>
      ) : null}
      {progress}
    </div>
  )
}
