import clsx from 'clsx'
import { Upload } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import type { ComposeInput } from '@/lib/contract/compose'
import { type ReadDraft, shortName } from './compose-draft'
import { PushFailure } from './push-failure'
import { countOf, readyWords, reasonToWait, warningsText } from './push-readiness'
import { PushSteps } from './push-steps'
import type { PlanState } from './use-plan'
import { type PushDone, type PushStream, usePush } from './use-push'

interface PushBarProps {
  read: ReadDraft
  planned: PlanState
  onPushed: (result: PushDone) => void
  stream?: PushStream
}

function Acknowledgement({
  count,
  isGiven,
  onGive,
}: {
  count: number
  isGiven: boolean
  onGive: (isGiven: boolean) => void
}) {
  return (
    <Checkbox
      label={count === 1 ? 'I have read the warning' : `I have read the ${count} warnings`}
      checked={isGiven}
      onChange={(event) => onGive(event.target.checked)}
    />
  )
}

export function PushBar({ read, planned, onPushed, stream }: PushBarProps) {
  const { state, push, cancel, reset } = usePush(stream)
  const [acknowledged, setAcknowledged] = useState('')
  const { plan, isPlanning } = planned
  const warnings = plan === undefined ? '' : warningsText(plan)
  const isAcknowledged = warnings !== '' && acknowledged === warnings
  const reason = reasonToWait({ read, planned, isAcknowledged })
  const asksToRead = plan !== undefined && !isPlanning && warnings !== '' && countOf(plan, 'error') === 0
  const name = read.target?.reference === undefined ? undefined : shortName(read.target.reference)

  const hasAnything = read.input !== undefined || read.waitingFor === 'correction'

  const start = async (input: ComposeInput) => {
    if (plan === undefined || reason !== undefined) return
    const end = await push({ ...input, digest: plan.index.digest, expected: plan.current?.digest ?? null })
    if (end.kind === 'done') onPushed(end.result)
  }
  const planAgain = () => {
    reset()
    planned.planAgain()
  }

  return (
    <section
      aria-label="Push"
      className={clsx(
        'mt-6 rounded-lg border border-accent/40 bg-surface-raised px-4 py-3',
        hasAnything && 'sticky bottom-3 z-20 shadow-floating',
      )}
    >
      {state.kind === 'running' || state.kind === 'done' ? (
        <PushSteps name={name ?? ''} state={state} onCancel={cancel} />
      ) : (
        <>
          <PushFailure state={state} onPlanAgain={planAgain} />
          <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
            <p id="push-reason" role="status" className="min-w-0 flex-1 basis-52 text-ink-muted text-sm">
              {reason ?? (plan === undefined ? '' : readyWords(plan))}
            </p>
            {asksToRead ? (
              <Acknowledgement
                count={countOf(plan, 'warning')}
                isGiven={isAcknowledged}
                onGive={(isGiven) => setAcknowledged(isGiven ? warnings : '')}
              />
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
