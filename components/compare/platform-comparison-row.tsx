import clsx from 'clsx'
import { PlatformChip } from '@/components/reference/platform-chip'
import { ByteSize } from '@/components/ui/byte-size'
import type { PlatformComparison } from '@/lib/contract/compare'
import { changeLooks } from './change-look'
import { spanOfLine } from './compare-columns'
import { PlatformParts } from './platform-parts'
import { formatDifference, formatShare } from './size-difference'

interface PlatformComparisonRowProps {
  comparison: PlatformComparison
  scale: number
}

export function PlatformComparisonRow({ comparison, scale }: PlatformComparisonRowProps) {
  const { platform, change, before, after, problems } = comparison
  return (
    <tbody className="[&_td]:border-t [&_th]:border-t">
      <tr className="[&>*]:h-11 [&>*]:px-2 [&>*]:py-1.5 [&>*:first-child]:pl-4 [&>*:last-child]:pr-4">
        <th scope="row" className="font-normal">
          <PlatformChip platform={platform} />
          <ChangeWord change={change} className="mt-1 sm:hidden" />
        </th>
        <td className="max-sm:hidden">
          <ChangeWord change={change} />
        </td>
        <td className="text-right tabular-nums max-md:hidden">
          <Size side={before} />
        </td>
        <td className="text-right tabular-nums max-md:hidden">
          <Size side={after} />
        </td>
        <td className="text-right tabular-nums">
          <Difference before={before} after={after} />
        </td>
      </tr>
      {change === 'same' && problems.length === 0 ? null : (
        <tr>
          <td colSpan={spanOfLine} className="border-t-0! p-0">
            <div className="w-[100cqw] px-4 pt-0.5 pb-3.5">
              <PlatformParts comparison={comparison} scale={scale} />
            </div>
          </td>
        </tr>
      )}
    </tbody>
  )
}

function ChangeWord({ change, className }: { change: PlatformComparison['change']; className?: string }) {
  const { icon: Icon, word, className: tone } = changeLooks[change]
  return (
    <span className={clsx('flex items-center gap-1.5 font-medium text-sm', tone, className)}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {word}
    </span>
  )
}

function Size({ side }: { side: PlatformComparison['before'] }) {
  if (!side) return <span className="text-ink-faint">—</span>
  if (side.size === undefined) return <span className="text-ink-faint">unknown</span>
  return <ByteSize bytes={side.size} />
}

/** A side that is not there takes no room; one that could not be read is unknown. */
const sizeOf = (side: PlatformComparison['before']) => (side ? side.size : 0)

function Difference({ before, after }: Pick<PlatformComparison, 'before' | 'after'>) {
  const [was, is] = [sizeOf(before), sizeOf(after)]
  const difference = formatDifference(was, is)
  if (difference === undefined) return <span className="text-ink-faint">unknown</span>
  const share = after && formatShare(was, is)
  return (
    <>
      <span className={difference === 'none' ? 'text-ink-faint' : undefined}>{difference}</span>
      {share ? <span className="ml-2 text-ink-muted text-xs max-sm:block">{share}</span> : null}
    </>
  )
}
