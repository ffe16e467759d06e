import { Button } from '@/components/ui/button'
import type { Checked } from './platform-filter'

interface ReadingProgressProps extends Checked {
  total: number
  isReading: boolean
  onStop: () => void
  onGoOn: () => void
}

const count = (number: number) => number.toLocaleString('en')

function words({ checked, failed, total, isReading }: Omit<ReadingProgressProps, 'onStop' | 'onGoOn'>): string {
  const state = isReading || checked === total ? 'checked' : 'stopped; checked'
  const unread = failed > 0 ? `, ${count(failed)} could not be read` : ''
  return `${state} ${count(checked)} of ${count(total)}${unread}`
}

/** How far reading every tag has come; a filter only knows tags that were read. */
export function ReadingProgress({ onStop, onGoOn, ...progress }: ReadingProgressProps) {
  const { checked, total, isReading } = progress
  const isOver = checked === total
  if (isOver && progress.failed === 0) return null
  return (
    <div className="flex h-7 flex-wrap items-center gap-2.5 text-ink-muted text-xs">
      {isOver ? null : (
        <progress
          aria-label="Tags checked"
          value={checked}
          max={total}
          className="h-1.5 w-32 overflow-hidden rounded-full bg-surface-sunken accent-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
        />
      )}
      <span className="tabular-nums">{words(progress)}</span>
      {isOver ? null : isReading ? (
        <Button size="sm" onClick={onStop}>
          Stop
        </Button>
      ) : (
        <Button size="sm" onClick={onGoOn}>
          Go on
        </Button>
      )}
    </div>
  )
}
