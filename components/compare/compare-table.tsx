import clsx from 'clsx'
import type { PlatformComparison } from '@/lib/contract/compare'
import { columns } from './compare-columns'
import { largestSide } from './layer-totals'
import { PlatformComparisonRow } from './platform-comparison-row'

export function CompareTable({ platforms }: { platforms: readonly PlatformComparison[] }) {
  const scale = largestSide(platforms)
  return (
    <div className="@container">
      <table className="w-full table-fixed border-separate border-spacing-0 text-left text-sm">
        <caption className="sr-only">Platforms before and after, with compressed sizes</caption>
        <thead>
          <tr className="text-ink-faint text-xs">
            {columns.map(({ name, className }) => (
              <th key={name} scope="col" className={clsx('h-9 px-2 font-medium first:pl-4 last:pr-4', className)}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {platforms.map((comparison) => (
          <PlatformComparisonRow key={comparison.platform} comparison={comparison} scale={scale} />
        ))}
      </table>
    </div>
  )
}
