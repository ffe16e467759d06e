'use client'
import { useQueryClient } from '@tanstack/react-query'
import clsx from 'clsx'
import { FailureNotice } from '@/components/reference/failure-notice'
import { Skeleton } from '@/components/ui/skeleton'
import { useKeptFocus } from '@/components/ui/use-kept-focus'
import { formatRepository, parseReference } from '@/lib/oci/reference'
import { SplitBar } from './split-bar'
import { SplitData } from './split-data'
import { SplitEnd } from './split-end'
import type { SplitOptions } from './split-fields'
import { SplitOptionsForm } from './split-options-form'
import { SplitProblems } from './split-problems'
import { SplitProgress } from './split-progress'
import { pushInputOf } from './split-push-input'
import { SplitTable } from './split-table'
import { isHopeless } from './split-words'
import { useOverwriting } from './use-overwriting'
import { useSplitOptions } from './use-split-options'
import { useSplitPlan } from './use-split-plan'
import { type SplitStream, useSplitPush } from './use-split-push'

interface SplitWorkbenchProps {
  /** Canonical. */
  reference: string
  stream?: SplitStream
}

/** How the tags are named, which tags that makes, and the push. */
export function SplitWorkbench({ reference, stream }: SplitWorkbenchProps) {
  const client = useQueryClient()
  const [options, change] = useSplitOptions()
  const input = { reference, ...options }
  const planned = useSplitPlan(input)
  const { plan, isPlanning } = planned
  const overwriting = useOverwriting(plan)
  const push = useSplitPush(stream)
  const { state } = push
  const pushPart = useKeptFocus<HTMLElement>()
  const isRunning = state.kind === 'running'
  const start = async () => {
    if (plan === undefined) return
    await push.push(pushInputOf(plan, input))
    await client.invalidateQueries({ refetchType: 'none' })
  }
  const changeOptions = (changes: Partial<SplitOptions>) => {
    push.reset()
    change(changes)
  }
  const planAgain = () => {
    push.reset()
    planned.planAgain()
  }
  const cannotSplit = plan !== undefined && isHopeless(plan)
  const patternFault = plan?.problems.find(({ code }) => code === 'PATTERN_INVALID')?.message
  return (
    <div className={clsx('grid items-start gap-4', !cannotSplit && 'lg:grid-cols-[20rem_minmax(0,1fr)]')}>
      {cannotSplit ? null : (
        <SplitOptionsForm
          reference={reference}
          options={options}
          patternFault={patternFault}
          isDisabled={isRunning}
          onChange={changeOptions}
        />
      )}
      <div className="min-w-0 space-y-4">
        <div
          aria-busy={isPlanning}
          className={clsx('space-y-4 transition-opacity', isPlanning && plan !== undefined && 'opacity-60')}
        >
          {planned.error ? <FailureNotice error={planned.error} onRetry={planned.planAgain} /> : null}
          {plan === undefined ? (
            planned.error ? null : (
              <Skeleton className="h-40 w-full" />
            )
          ) : (
            <>
              <SplitProblems
                plan={plan}
                isDisabled={isRunning}
                onKeepAttestations={() => changeOptions({ keepAttestations: true })}
              />
              {cannotSplit ? null : (
                <SplitTable
                  plan={plan}
                  overwriting={overwriting}
                  push={push}
                  actions={<SplitData plan={plan} input={input} />}
                />
              )}
            </>
          )}
        </div>
        {cannotSplit ? null : (
          <section
            ref={pushPart}
            tabIndex={-1}
            aria-label="Push"
            className="sticky bottom-3 z-20 rounded-lg border border-accent/40 bg-surface-raised px-4 py-3 shadow-floating print:hidden"
          >
            {state.kind === 'running' ? (
              <SplitProgress state={state} onCancel={push.cancel} />
            ) : state.kind === 'idle' ? (
              <SplitBar planned={planned} overwriting={overwriting} onPush={start} />
            ) : (
              <SplitEnd
                state={state}
                total={plan?.tags.length ?? 0}
                repository={formatRepository(parseReference(reference))}
                onRetry={start}
                onPlanAgain={planAgain}
              />
            )}
          </section>
        )}
      </div>
    </div>
  )
}
