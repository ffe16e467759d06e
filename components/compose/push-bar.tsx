import clsx from 'clsx'
import { ListChecks, Upload } from 'lucide-react'
import { useWritingOff } from '@/components/reference/writing-switch'
import { Button } from '@/components/ui/button'
import { useKeptFocus } from '@/components/ui/use-kept-focus'
import type { ComposeInput, PushInput } from '@/lib/contract/compose'
import { type ReadDraft, shortName } from './compose-draft'
import { PushFailure } from './push-failure'
import { countOf, readyWords, reasonToWait } from './push-readiness'
import { PushResults } from './push-results'
import { PushSteps } from './push-steps'
import { retryInput } from './retry-input'
import type { Acknowledgements } from './use-acknowledgements'
import type { PlanState } from './use-plan'
import { type PushDone, type PushState, type PushStream, usePush } from './use-push'

interface PushBarProps {
  read: ReadDraft
  planned: PlanState
  acknowledgements: Acknowledgements
  onPushed: (result: PushDone) => void
  stream?: PushStream
}

/** Leads to the first warning that is not ticked yet. */
function goToUnread(): void {
  const boxes = document.querySelectorAll<HTMLInputElement>('input[data-part="acknowledge"]')
  const unread = [...boxes].find(({ checked }) => !checked)
  const reason = unread?.disabled
    ? unread.closest('li')?.querySelector<HTMLElement>('input[type="text"], input:not([type])')
    : undefined
  const wanted = reason ?? unread
  wanted?.focus()
}

/** What was planned is not what is there any more: pushing it would be refused again. */
const hasMoved = (state: PushState) =>
  state.kind === 'failed' && (state.error.code === 'CONFLICT' || state.error.code === 'PLAN_CHANGED')

export function PushBar({ read, planned, acknowledgements, onPushed, stream }: PushBarProps) {
  const { state, push, cancel, reset } = usePush(stream)
  const { plan, isPlanning } = planned
  const { unread } = acknowledgements
  const reason = useWritingOff() ?? (hasMoved(state) ? 'Plan again first.' : reasonToWait({ read, planned, unread }))
  const asksToRead = plan !== undefined && !isPlanning && unread > 0 && countOf(plan, 'error') === 0
  const name = read.target?.reference === undefined ? undefined : shortName(read.target.reference)

  const part = useKeptFocus<HTMLElement>()
  const hasAnything = read.input !== undefined || read.waitingFor === 'correction'

  const run = async (input: PushInput) => {
    const end = await push(input)
    if (end.kind === 'done') onPushed(end.result)
  }
  const start = async (input: ComposeInput) => {
    if (plan === undefined || reason !== undefined) return
    await run({ ...input, digest: plan.index.digest, expected: plan.current?.digest ?? null })
  }
  const planAgain = () => {
    reset()
    planned.planAgain()
  }

  return (
    <section
      ref={part}
      tabIndex={-1}
      aria-label="Push"
      className={clsx(
        'mt-6 rounded-lg border border-accent/40 bg-surface-raised px-4 py-3 print:hidden',
        hasAnything && 'sticky bottom-3 z-20 shadow-floating',
      )}
    >
      {state.kind === 'running' || state.kind === 'done' ? (
        <PushSteps
          name={name ?? ''}
          state={state}
          hasCopies={plan?.copies.some(({ how }) => how !== 'present') ?? true}
          onCancel={cancel}
        />
      ) : state.kind === 'partial' ? (
        <PushResults state={state} onRetry={() => run(retryInput(state.input, state.result))} onPlanAgain={planAgain} />
      ) : (
        <>
          <PushFailure state={state} onPlanAgain={planAgain} />
          <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
            <p id="push-reason" role="status" className="min-w-0 flex-1 basis-52 text-ink-muted text-sm">
              {reason ?? (plan === undefined ? '' : readyWords(plan))}
            </p>
            {asksToRead ? (
              <Button icon={<ListChecks aria-hidden className="size-4" />} onClick={goToUnread}>
                {unread === 1 ? 'Show the warning' : 'Show the next warning'}
              </Button>
            ) : null}
            <Button
              variant="primary"
              disabled={reason !== undefined || read.input === undefined}
              aria-describedby="push-reason"
              icon={<Upload aria-hidden className="size-4" />}
              className="max-w-full max-sm:w-full"
              onClick={() => (read.input ? start(read.input) : undefined)}
            >
              <span className="truncate">{name === undefined ? 'Push' : `Push to ${name}`}</span>
            </Button>
          </div>
        </>
      )}
    </section>
  )
}
