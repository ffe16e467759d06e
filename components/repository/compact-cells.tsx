import { PlatformChip } from '@/components/reference/platform-chip'
import { ByteSize } from '@/components/ui/byte-size'
import { RelativeTime } from '@/components/ui/relative-time'
import { Skeleton } from '@/components/ui/skeleton'
import { emptyReason } from './empty-reason'
import type { KnownTag } from './known-tag'

/** As much as stands beside the age in a window of 360 px, and what “+3” takes of it. */
const roomPx = 185
const restPx = 28
const chipPx = (platform: string) => 34 + 7.25 * platform.replace(/^linux\//, '').length

/** How many chips fit whole; one at least, which is then cut short. */
function countFitting(platforms: readonly string[]): number {
  let usedPx = 0
  const first = platforms.findIndex((platform, place) => {
    usedPx += chipPx(platform)
    return usedPx + (place < platforms.length - 1 ? restPx : 0) > roomPx
  })
  return first < 0 ? platforms.length : Math.max(first, 1)
}

function Chips({ platforms }: { platforms: readonly string[] }) {
  const shown = countFitting(platforms)
  const left = platforms.slice(shown)
  return (
    <ul aria-label="Platforms" className="flex min-w-0 gap-1 overflow-hidden">
      {platforms.slice(0, shown).map((platform) => (
        <li key={platform} className={shown === 1 ? 'flex min-w-0' : 'flex shrink-0'}>
          <PlatformChip platform={platform} isShort className="overflow-hidden whitespace-nowrap" />
        </li>
      ))}
      {left.length > 0 ? (
        <li title={left.join(', ')} className="shrink-0 self-center text-ink-muted text-xs">
          +{left.length}
          <span className="sr-only"> more: {left.join(', ')}</span>
        </li>
      ) : null}
    </ul>
  )
}

/** What a row has room for in a narrow window: age beside the tag, platforms and size below it. */
export function CompactCells({ known }: { known?: KnownTag }) {
  const { facts } = known ?? {}
  return (
    <>
      <td className="col-start-3 row-start-1 whitespace-nowrap pr-3 text-right text-ink-muted text-xs md:hidden">
        {facts?.created ? <RelativeTime time={facts.created} /> : null}
      </td>
      <td className="col-start-2 row-start-2 min-w-0 self-start md:hidden">
        {facts === undefined ? (
          <Skeleton className="h-5 w-32" />
        ) : facts.platforms.length > 0 ? (
          <Chips platforms={facts.platforms} />
        ) : (
          <span className="block truncate text-ink-muted text-xs">{emptyReason(facts)}</span>
        )}
      </td>
      <td className="col-start-3 row-start-2 self-start whitespace-nowrap pr-3 text-right text-ink-muted text-xs tabular-nums md:hidden">
        {facts?.size === undefined ? null : <ByteSize bytes={facts.size} />}
      </td>
    </>
  )
}
