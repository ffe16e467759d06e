import type { Plan } from '@/lib/contract/compose'
import { type ReadDraft, shortName } from './compose-draft'
import type { PlanState } from './use-plan'

/** What a person has to have read before pushing: other warnings than those have to be read anew. */
export function warningsText(plan: Plan): string {
  return plan.problems
    .filter(({ level }) => level === 'warning')
    .map(({ message }) => message)
    .join('\n')
}

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
  isAcknowledged: boolean
}

/** Why pushing has to wait, in one sentence; undefined when it need not. */
export function reasonToWait({ read, planned, isAcknowledged }: Readiness): string | undefined {
  if (read.waitingFor !== undefined) return waitingWords[read.waitingFor]
  if (planned.error !== undefined) return 'There is no plan to push yet.'
  if (planned.isPlanning || planned.plan === undefined) return 'Planning…'
  const errors = countOf(planned.plan, 'error')
  if (errors > 0) return errors === 1 ? 'Resolve the error first.' : `Resolve the ${errors} errors first.`
  const warnings = countOf(planned.plan, 'warning')
  if (warnings > 0 && !isAcknowledged)
    return warnings === 1 ? 'Read the warning first.' : `Read the ${warnings} warnings first.`
  return undefined
}

export function readyWords({ target, current, index }: Plan): string {
  if (current === null) return `${shortName(target)} will be created.`
  if (current.digest === index.digest) return `${shortName(target)} is on this digest already.`
  return `${shortName(target)} will move to the new index.`
}
