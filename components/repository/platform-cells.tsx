import { FamilyGlyph } from '@/components/reference/family-glyph'
import { platformFamily } from '@/components/reference/platform-family'
import { Skeleton } from '@/components/ui/skeleton'
import type { TagFacts } from '@/lib/contract/tags'
import { columnPlatform, type PlatformColumn } from './platform-column'

interface PlatformCellsProps {
  columns: readonly PlatformColumn[]
  /** Absent until they are known. */
  facts?: TagFacts
}

const cellClass = 'grid h-full place-items-center max-md:hidden'

function Presence({ platform, isPresent }: { platform: string; isPresent: boolean }) {
  if (!isPresent)
    return (
      <>
        <span aria-hidden className="size-1 rounded-full bg-line-strong/60" />
        <span className="sr-only">no</span>
      </>
    )
  return (
    <>
      <FamilyGlyph family={platformFamily(platform)} className="size-3.5!" />
      <span className="sr-only">yes</span>
    </>
  )
}

export function PlatformCells({ columns, facts }: PlatformCellsProps) {
  const present = new Set(facts?.platforms.map(columnPlatform))
  return columns.map(({ platform }) => (
    <td key={platform} className={cellClass}>
      {facts ? (
        <Presence platform={platform} isPresent={present.has(platform)} />
      ) : (
        <Skeleton className="size-3.5 rounded-full!" />
      )}
    </td>
  ))
}
