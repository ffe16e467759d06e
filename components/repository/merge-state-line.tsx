import { CircleAlert, CircleCheck, CircleDashed, CircleSlash, LoaderCircle, TriangleAlert } from 'lucide-react'
import type { MergeProgress, MergeState } from './merge-family'

const steps: Record<MergeProgress['step'], string> = { copy: 'Copying', push: 'Pushing', verify: 'Verifying' }

function progressWords(progress: MergeProgress | undefined): string {
  if (!progress) return 'Pushing…'
  const { step, done, total } = progress
  return `${steps[step]}${total > 1 ? ` ${done} of ${total}` : ''}…`
}

const iconClass = 'mt-0.5 size-4 shrink-0'

function iconOf({ kind }: MergeState) {
  switch (kind) {
    case 'waiting':
      return <CircleDashed aria-hidden className={`${iconClass} text-ink-faint`} />
    case 'planning':
    case 'pushing':
      return <LoaderCircle aria-hidden className={`${iconClass} text-accent motion-safe:animate-spin`} />
    case 'done':
      return <CircleCheck aria-hidden className={`${iconClass} text-success`} />
    case 'skipped':
      return <TriangleAlert aria-hidden className={`${iconClass} text-warning`} />
    case 'failed':
      return <CircleAlert aria-hidden className={`${iconClass} text-danger`} />
    case 'stopped':
      return <CircleSlash aria-hidden className={`${iconClass} text-ink-faint`} />
  }
}

function wordsOf(state: MergeState): string {
  switch (state.kind) {
    case 'waiting':
      return 'Waiting'
    case 'planning':
      return 'Planning…'
    case 'pushing':
      return progressWords(state.progress)
    case 'done':
      return `Pushed with ${state.platforms.join(', ')}`
    case 'skipped':
      return `Left for you: ${state.reason}`
    case 'failed':
      return `Failed: ${state.reason}`
    case 'stopped':
      return state.wasPushing
        ? 'Stopped while it was pushed; review it to see what is there'
        : 'Stopped; nothing was written'
  }
}

export function MergeStateLine({ state }: { state: MergeState }) {
  return (
    <p className="flex min-w-0 gap-2 text-ink-muted text-sm">
      {iconOf(state)}
      <span className="min-w-0 break-words">{wordsOf(state)}</span>
    </p>
  )
}
