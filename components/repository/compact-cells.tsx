import { PlatformChip } from '@/components/reference/platform-chip'
import { ByteSize } from '@/components/ui/byte-size'
import { RelativeTime } from '@/components/ui/relative-time'
import { Skeleton } from '@/components/ui/skeleton'
import type { KnownTag } from './known-tag'

const maxChips = 3

function Chips({ platforms }: { platforms: readonly string[] }) {
  const left = platforms.length - maxChips
  return (
    <ul aria-label="Platforms" className="flex min-w-0 gap-1 overflow-hidden">
      {platforms.slice(0, maxChips).map((platform) => (
        <li key={platform} className="flex min-w-0 shrink-0">
          <PlatformChip platform={platform} isShort className="whitespace-nowrap" />
        </li>
      ))}
      {left > 0 ? (
        <li title={platforms.slice(maxChips).join(', ')} className="shrink-0 self-center text-ink-muted text-xs">
          +{left}
          <span className="sr-only"> more: {platforms.slice(maxChips).join(', ')}</span>
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
          <span className="text-ink-muted text-xs">no image</span>
        )}
      </td>
      <td className="col-start-3 row-start-2 self-start whitespace-nowrap pr-3 text-right text-ink-muted text-xs tabular-nums md:hidden">
        {facts?.size === undefined ? null : <ByteSize bytes={facts.size} />}
      </td>
    </>
  )
}
