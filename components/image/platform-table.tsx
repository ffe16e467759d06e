'use client'
import clsx from 'clsx'
import type { Image } from '@/lib/contract/image'
import { type Pulled, pulledMark } from './machine/pulled'
import { columns } from './platform-columns'
import { isWanted } from './platform-match'
import { PlatformTableRow } from './platform-table-row'
import { useScrollToWanted } from './use-scroll-to-wanted'

interface PlatformTableProps {
  image: Image
  isPending: boolean
  wanted: string | undefined
  pulled?: Pulled | undefined
  onWant: (platform: string) => void
}

export function PlatformTable({ image, isPending, wanted, pulled, onWant }: PlatformTableProps) {
  const largest = Math.max(0, ...image.platforms.map(({ size }) => size ?? 0))
  const table = useScrollToWanted()
  return (
    <div className="@container">
      <table ref={table} className="w-full table-fixed border-separate border-spacing-0 text-left text-sm">
        <caption className="sr-only">Platforms of {image.reference}</caption>
        <thead>
          <tr className="text-ink-faint text-xs">
            {columns.map(({ name, className, wideOnly, isHidden }) => (
              <th
                key={name}
                scope="col"
                className={clsx('h-9 px-2 font-medium first:pl-4 last:pr-4', className, wideOnly && 'max-md:hidden')}
              >
                <span className={isHidden ? 'sr-only' : undefined}>{name}</span>
              </th>
            ))}
          </tr>
        </thead>
        {image.platforms.map((row, index) => (
          <PlatformTableRow
            // biome-ignore lint/suspicious/noArrayIndexKey: an index may hold the same entry twice; the order is fixed
            key={`${row.digest} ${row.platform} ${index}`}
            image={image}
            row={row}
            largest={largest}
            isPending={isPending}
            isMarked={isWanted(row.platform, wanted)}
            pulled={pulledMark(pulled, row)}
            onWant={onWant}
          />
        ))}
      </table>
    </div>
  )
}
