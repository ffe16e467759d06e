import clsx from 'clsx'
import { familyTextClass, platformFamily } from '@/components/reference/platform-family'
import { ByteSize } from '@/components/ui/byte-size'
import { Skeleton } from '@/components/ui/skeleton'
import type { PlatformRow } from '@/lib/contract/image'
import { UnknownValue } from './unknown-value'

interface SizeCellProps {
  row: PlatformRow
  largest: number
  isWaiting: boolean
}

export function SizeCell({ row, largest, isWaiting }: SizeCellProps) {
  if (row.size === undefined && !isWaiting) return <UnknownValue why="The manifest could not be read" />
  const share = row.size === undefined || largest === 0 ? 0 : row.size / largest
  return (
    <div className="flex items-center justify-end gap-3">
      <span
        aria-hidden
        className={clsx(
          'keeps-colors hidden h-1 min-w-8 flex-1 overflow-hidden rounded-full bg-surface-sunken lg:flex',
          familyTextClass[platformFamily(row.platform)],
        )}
      >
        <span
          className="rounded-full bg-current transition-[width] duration-300"
          style={{ width: `${(share * 100).toFixed(1)}%` }}
        />
      </span>
      <span className="w-16 shrink-0">
        {row.size === undefined ? <Skeleton className="h-3.5 w-14" /> : <ByteSize bytes={row.size} />}
      </span>
    </div>
  )
}
