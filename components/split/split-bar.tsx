import { ListChecks, Upload } from 'lucide-react'
import { useWritingOff } from '@/components/reference/writing-switch'
import { Button } from '@/components/ui/button'
import { countTags, readyWords, reasonToWait, writesOf } from './split-words'
import type { Overwriting } from './use-overwriting'
import type { SplitPlanState } from './use-split-plan'

interface SplitBarProps {
  planned: SplitPlanState
  overwriting: Overwriting
  onPush: () => void
}

/** Leads to the first tag that is not ticked yet. */
function goToOpen(): void {
  const boxes = [...document.querySelectorAll<HTMLInputElement>('input[data-part="accept"]')]
  boxes.find(({ checked }) => !checked)?.focus()
}

export function SplitBar({ planned, overwriting, onPush }: SplitBarProps) {
  const { plan, isPlanning } = planned
  const reason = useWritingOff() ?? reasonToWait(planned, overwriting)
  const hasErrors = plan?.problems.some(({ level }) => level === 'error') === true
  const writes = plan === undefined || hasErrors ? 0 : writesOf(plan)
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
      <p id="split-reason" role="status" className="min-w-0 flex-1 basis-52 text-ink-muted text-sm">
        {reason ?? (plan === undefined ? '' : readyWords(plan))}
      </p>
      {!isPlanning && !hasErrors && overwriting.open > 0 ? (
        <Button icon={<ListChecks aria-hidden className="size-4" />} onClick={goToOpen}>
          Show the next one
        </Button>
      ) : null}
      <Button
        variant="primary"
        disabled={reason !== undefined}
        aria-describedby="split-reason"
        icon={<Upload aria-hidden className="size-4" />}
        className="max-sm:w-full"
        onClick={onPush}
      >
        {writes === 0 ? 'Push' : `Push ${countTags(writes)}`}
      </Button>
    </div>
  )
}
