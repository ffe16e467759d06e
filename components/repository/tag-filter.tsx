import { Search } from 'lucide-react'
import { inputClass } from '@/components/ui/input-class'

interface TagFilterProps {
  query: string
  onQuery: (query: string) => void
  found: number
  /** All names that have arrived. */
  loaded: number
  isComplete: boolean
  /** By the search or by platforms. */
  isFiltered: boolean
}

function countText({ isFiltered, found, loaded, isComplete }: Omit<TagFilterProps, 'onQuery' | 'query'>): string {
  const all = `${loaded.toLocaleString('en')}${isComplete ? '' : ' so far'}`
  if (isFiltered) return `found ${found.toLocaleString('en')} of ${all}`
  if (!isComplete) return `${loaded.toLocaleString('en')} tags so far…`
  return loaded === 1 ? '1 tag' : `${all} tags`
}

export function TagFilter({ query, onQuery, ...counts }: TagFilterProps) {
  return (
    <search className="flex min-w-0 flex-1 basis-80 flex-wrap max-sm:basis-full items-center gap-x-3 gap-y-1.5">
      <form method="get" onSubmit={(event) => event.preventDefault()} className="relative min-w-48 max-w-md flex-1">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint"
        />
        <input
          type="search"
          name="q"
          aria-label="Search the tags"
          placeholder="Search the tags, e.g. 1.0 arm64"
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => onQuery(event.target.value)}
          className={`${inputClass({ isMono: true })} pl-8`}
        />
      </form>
      <p role="status" className="text-ink-muted text-sm tabular-nums">
        {countText(counts)}
      </p>
    </search>
  )
}
