import type { Problem } from '@/lib/compose/problem'
import { fixesOf, type ProblemFix } from './problem-fixes'
import type { ProblemContext } from './problem-item'

export interface SharedFix extends ProblemFix {
  /** How many of the problems it is a way out of. */
  count: number
}

/** The buttons that would stand under several of these problems and do the same: one of each is enough. */
export function sharedFixes(problems: readonly Problem[], context: Pick<ProblemContext, 'plan' | 'draft' | 'sources'>) {
  const found = new Map<string, SharedFix>()
  for (const fix of problems.flatMap((problem) => fixesOf(problem, context))) {
    if (fix.opens !== undefined) continue
    const key = JSON.stringify([fix.label, fix.actions])
    found.set(key, { ...fix, count: (found.get(key)?.count ?? 0) + 1 })
  }
  return [...found.values()].filter(({ count }) => count > 1)
}
