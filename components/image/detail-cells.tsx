import { RelativeTime } from '@/components/ui/relative-time'
import { Skeleton } from '@/components/ui/skeleton'
import type { PlatformRow } from '@/lib/contract/image'
import { UnknownValue } from './unknown-value'

interface DetailCellProps {
  row: PlatformRow
  isWaiting: boolean
}

export function LayersCell({ row, isWaiting }: DetailCellProps) {
  if (row.layers !== undefined) return row.layers
  if (isWaiting) return <Skeleton className="h-3.5 w-4" />
  return <UnknownValue why="The manifest could not be read" />
}

export function CreatedCell({ row, isWaiting }: DetailCellProps) {
  if (row.created !== undefined) return <RelativeTime time={row.created} />
  if (isWaiting) return <Skeleton className="h-3.5 w-20" />
  return <UnknownValue why="The config does not say when the image was created" />
}
