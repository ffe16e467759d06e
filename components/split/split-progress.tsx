import { Button } from '@/components/ui/button'
import { countTags } from './split-words'
import type { SplitPushState } from './use-split-push'

interface SplitProgressProps {
  state: Extract<SplitPushState, { kind: 'running' }>
  onCancel: () => void
}

export function SplitProgress({ state: { done, total, writing }, onCancel }: SplitProgressProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
      <div className="min-w-0 flex-1 basis-64 space-y-2">
        <p role="status" className="font-medium text-sm [overflow-wrap:anywhere]">
          {writing === undefined ? 'Looking at the index and its tags once more.' : `Writing ${writing}.`}
        </p>
        <progress
          aria-label="Tags written"
          value={done}
          max={Math.max(total, 1)}
          className="block h-1.5 w-full overflow-hidden rounded-full bg-surface-sunken accent-accent [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-surface-sunken [&::-webkit-progress-value]:bg-accent"
        />
        <p className="text-ink-muted text-xs tabular-nums">
          {done} of {countTags(total)}
        </p>
      </div>
      <Button onClick={onCancel}>Cancel</Button>
    </div>
  )
}
