import { ListFilter } from 'lucide-react'
import { PlatformChip } from '@/components/reference/platform-chip'
import { Button } from '@/components/ui/button'
import { Popover } from '@/components/ui/popover'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { sortPlatforms } from './platform-column'
import type { PlatformFilter } from './platform-filter'

interface PlatformFilterMenuProps {
  /** Those that any tag read so far has. */
  platforms: readonly string[]
  filter: PlatformFilter
  onFilter: (filter: PlatformFilter) => void
}

type Choice = 'any' | 'has' | 'lacks'

/** People look for these before any tag has been read. */
const usual = ['linux/amd64', 'linux/arm64']
const choices: { value: Choice; name: string }[] = [
  { value: 'any', name: 'any' },
  { value: 'has', name: 'has' },
  { value: 'lacks', name: 'lacks' },
]

function choiceOf(platform: string, { has, lacks }: PlatformFilter): Choice {
  if (has.includes(platform)) return 'has'
  return lacks.includes(platform) ? 'lacks' : 'any'
}

export function withChoice(filter: PlatformFilter, platform: string, choice: Choice): PlatformFilter {
  const others = (platforms: readonly string[]) => platforms.filter((other) => other !== platform)
  return {
    has: [...others(filter.has), ...(choice === 'has' ? [platform] : [])],
    lacks: [...others(filter.lacks), ...(choice === 'lacks' ? [platform] : [])],
  }
}

export function PlatformFilterMenu({ platforms, filter, onFilter }: PlatformFilterMenuProps) {
  const offered = sortPlatforms([...usual, ...platforms, ...filter.has, ...filter.lacks])
  return (
    <Popover
      label="Filter by platform"
      className="w-80"
      trigger={<Button icon={<ListFilter aria-hidden className="size-3.5" />}>Platforms</Button>}
    >
      <p className="mb-2 text-ink-muted text-xs">Show the tags that have a platform, or lack it.</p>
      <ul className="flex max-h-80 flex-col gap-1 overflow-y-auto">
        {offered.map((platform) => (
          <li key={platform} className="flex items-center justify-between gap-3">
            <PlatformChip platform={platform} />
            <SegmentedControl
              label={platform}
              options={choices}
              value={choiceOf(platform, filter)}
              onChange={(choice) => onFilter(withChoice(filter, platform, choice))}
            />
          </li>
        ))}
      </ul>
    </Popover>
  )
}
