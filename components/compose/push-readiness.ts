import type { Plan } from '@/lib/contract/compose'
import { type ReadDraft, shortName } from './compose-draft'
import type { PlanState } from './use-plan'

export function countOf(plan: Plan, level: 'error' | 'warning'): number {
  return plan.problems.filter((problem) => problem.level === level).length
}

const waitingWords: Record<NonNullable<ReadDraft['waitingFor']>, string> = {
  both: 'Write a target and at least one source.',
  target: 'Write the target: the tag that will name the index.',
  sources: 'Add at least one source.',
  correction: 'Correct the marked fields first.',
}

interface Readiness {
  read: ReadDraft
  planned: PlanState
  /** Warnings that are not ticked yet. */
  unread: number
}

/** Why pushing has to wait, in one sentence; undefined when it need not. */
export function reasonToWait({ read, planned, unread }: Readiness): string | undefined {
  if (read.waitingFor !== undefined) return waitingWords[read.waitingFor]
  if (planned.error !== undefined) return 'There is no plan to push yet.'
  if (planned.isPlanning || planned.plan === undefined) return 'Planning…'
  const errors = countOf(planned.plan, 'error')
  if (errors > 0) return errors === 1 ? 'Resolve the error first.' : `Resolve the ${errors} errors first.`
  if (unread > 0)
    return unread === 1 ? 'Read and tick the warning first.' : `Read and tick the ${unread} warnings first.`
  return undefined
}

export function readyWords({ target, current, index }: Plan): string {
  if (current === null) return `${shortName(target)} will be created.`
  if (current.digest === index.digest) return `${shortName(target)} is on this digest already.`
  return `${shortName(target)} will move to the new index.`
}
