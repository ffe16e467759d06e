import { Button } from '@/components/ui/button'
import { formatBytes } from '@/components/ui/format-bytes'
import type { ReadingProgress as Progress } from './use-attestation'

interface ReadingProgressProps {
  progress: Progress | undefined
  onCancel: () => void
}

export function ReadingProgress({ progress, onCancel }: ReadingProgressProps) {
  return (
    <div className="flex min-h-12 items-center gap-4 px-4 py-3">
      <div className="min-w-0 flex-1 space-y-1">
        <progress
          aria-label="Reading the document"
          value={progress?.done ?? 0}
          max={Math.max(progress?.total ?? 1, 1)}
          className="block h-1.5 w-full overflow-hidden rounded-full bg-surface-sunken accent-accent [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-surface-sunken [&::-webkit-progress-value]:bg-accent"
        />
        <p className="text-ink-muted text-xs tabular-nums">
          {progress ? `${formatBytes(progress.done)} of ${formatBytes(progress.total)}` : 'Asking the registry…'}
        </p>
      </div>
      <Button size="sm" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  )
}
