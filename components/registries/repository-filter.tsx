import { Search } from 'lucide-react'
import { inputClass } from '@/components/ui/input-class'

interface RepositoryFilterProps {
  query: string
  onQuery: (query: string) => void
  found: number
  /** All names that have arrived. */
  loaded: number
  isComplete: boolean
}

function countText({ query, found, loaded, isComplete }: Omit<RepositoryFilterProps, 'onQuery'>): string {
  const all = loaded.toLocaleString('en')
  if (query.trim() !== '') return `found ${found.toLocaleString('en')} of ${all}${isComplete ? '' : ' so far'}`
  if (!isComplete) return `${all} repositories so far…`
  return loaded === 1 ? '1 repository' : `${all} repositories`
}

export function RepositoryFilter({ onQuery, ...counts }: RepositoryFilterProps) {
  return (
    <search className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1.5">
      <form method="get" onSubmit={(event) => event.preventDefault()} className="relative min-w-48 max-w-md flex-1">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint"
        />
        <input
          type="search"
          name="q"
          aria-label="Search the repositories"
          placeholder="Search the repositories"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={counts.query}
          onChange={(event) => onQuery(event.target.value)}
          className={`${inputClass({ isMono: true })} pl-8 placeholder:font-sans`}
        />
      </form>
      <p role="status" className="text-ink-muted text-sm tabular-nums">
        {countText(counts)}
      </p>
    </search>
  )
}
