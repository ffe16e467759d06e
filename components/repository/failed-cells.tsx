import { CircleAlert, RotateCw } from 'lucide-react'
import { Button } from '@/components/ui/button'
import type { ApiError } from '@/lib/contract/error'

interface FailedCellsProps {
  tag: string
  error: ApiError
  /** How many columns the reason takes. */
  span: number
  tabIndex: number
  onRetry: (tag: string) => void
}

/** In place of the facts of a tag that could not be read. */
export function FailedCells({ tag, error, span, tabIndex, onRetry }: FailedCellsProps) {
  return (
    <td
      colSpan={span}
      style={{ gridColumn: `span ${span}` }}
      className="flex min-w-0 items-center gap-2 pr-4 text-sm max-md:col-[2/-1]! max-md:row-start-2 max-md:pr-3"
    >
      <CircleAlert aria-hidden className="size-4 shrink-0 text-danger" />
      <span title={error.message} className="min-w-0 truncate">
        <span className="sr-only">Not read: </span>
        {error.message}
      </span>
      <Button
        size="sm"
        tabIndex={tabIndex}
        className="h-6!"
        aria-label={`Try again to read ${tag}`}
        icon={<RotateCw aria-hidden className="size-3" />}
        onClick={() => onRetry(tag)}
      >
        Try again
      </Button>
    </td>
  )
}
