import clsx from 'clsx'
import { Check, Circle, LoaderCircle } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { formatBytes } from '@/components/ui/format-bytes'
import { timeLeftWords } from './time-left'
import type { PushProgress, PushState, PushStep } from './use-push'

const allSteps: { step: PushStep; word: string; doing: string }[] = [
  { step: 'copy', word: 'Copy', doing: 'Copying what the target lacks' },
  { step: 'push', word: 'Push', doing: 'Pushing the index' },
  { step: 'verify', word: 'Verify', doing: 'Reading the tag back' },
]

type Stage = 'done' | 'now' | 'later'

function stageOf(place: number, now: number): Stage {
  return place < now ? 'done' : place === now ? 'now' : 'later'
}

function StageIcon({ stage }: { stage: Stage }) {
  if (stage === 'done') return <Check aria-hidden className="size-4 text-success" />
  if (stage === 'now') return <LoaderCircle aria-hidden className="size-4 animate-spin text-accent" />
  return <Circle aria-hidden className="size-4 text-ink-faint" />
}

function ProgressLine({ step, done, total, detail, secondsLeft }: PushProgress & { secondsLeft?: number }) {
  const doing = allSteps.find((entry) => entry.step === step)?.doing
  return (
    <div className="space-y-1">
      <progress
        aria-label={doing}
        value={done}
        max={Math.max(total, 1)}
        className="block h-1.5 w-full overflow-hidden rounded-full bg-surface-sunken accent-accent [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-surface-sunken [&::-webkit-progress-value]:bg-accent"
      />
      <p className="flex flex-wrap justify-between gap-x-3 text-ink-muted text-xs">
        <span className="min-w-0 [overflow-wrap:anywhere]">{detail ?? doing}</span>
        <span className="tabular-nums">
          {formatBytes(done)} of {formatBytes(total)}
          {secondsLeft === undefined ? null : ` · ${timeLeftWords(secondsLeft)}`}
        </span>
      </p>
    </div>
  )
}

interface PushStepsProps {
  name: string
  state: Extract<PushState, { kind: 'running' | 'done' }>
  /** Where the target has everything already, there is no such step. */
  hasCopies: boolean
  onCancel: () => void
}

export function PushSteps({ name, state, hasCopies, onCancel }: PushStepsProps) {
  const progress = state.kind === 'running' ? state.progress : undefined
  const steps = hasCopies || progress?.step === 'copy' ? allSteps : allSteps.filter(({ step }) => step !== 'copy')
  const now = state.kind === 'done' ? steps.length : steps.findIndex(({ step }) => step === progress?.step)
  const words =
    state.kind === 'done'
      ? `${name} is pushed. Opening it…`
      : `Pushing ${name}: ${steps[now]?.doing ?? 'asking the registry'}.`
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
      <div className="min-w-0 flex-1 basis-64 space-y-2">
        <p role="status" className="font-medium text-sm">
          {words}
        </p>
        {progress === undefined ? null : (
          <ProgressLine {...progress} secondsLeft={state.kind === 'running' ? state.secondsLeft : undefined} />
        )}
      </div>
      <ol aria-label="Steps" className="flex gap-4">
        {steps.map(({ step, word }, place) => {
          const stage = stageOf(place, now)
          return (
            <li
              key={step}
              aria-current={stage === 'now' ? 'step' : undefined}
              className={clsx('flex items-center gap-1 text-sm', stage === 'later' && 'text-ink-muted')}
            >
              <StageIcon stage={stage} />
              {word}
              {stage === 'done' ? <span className="sr-only">, done</span> : null}
            </li>
          )
        })}
      </ol>
      {state.kind === 'running' ? <Button onClick={onCancel}>Cancel</Button> : null}
    </div>
  )
}
