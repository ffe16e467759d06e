import type { SplitPlan } from '@/lib/contract/split'
import type { Overwriting } from './use-overwriting'
import type { SplitPlanState } from './use-split-plan'

export function countTags(count: number): string {
  return count === 1 ? '1 tag' : `${count} tags`
}

const countOf = (plan: SplitPlan, change: 'added' | 'changed' | 'same') =>
  plan.tags.filter((tag) => tag.change === change).length

/** No pattern makes tags of this. */
export const isHopeless = (plan: SplitPlan) =>
  plan.problems.some(({ code }) => code === 'NOT_AN_INDEX' || code === 'NOTHING_TO_SPLIT')

export const writesOf = (plan: SplitPlan) => plan.tags.length - countOf(plan, 'same')

/** Why nothing can be pushed yet; undefined when it can. */
export function reasonToWait({ plan, isPlanning }: SplitPlanState, { open }: Overwriting): string | undefined {
  if (isPlanning) return 'Planning…'
  if (plan === undefined) return 'There is no plan to push yet.'
  if (plan.problems.some(({ code }) => code === 'PATTERN_INVALID')) return 'Correct the pattern first.'
  const errors = plan.problems.filter(({ level }) => level === 'error').length
  if (errors > 0) return errors === 1 ? 'Resolve the error first.' : `Resolve the ${errors} errors first.`
  if (writesOf(plan) === 0) return 'Every tag names its image already; there is nothing to push.'
  if (open > 0)
    return open === 1
      ? 'Read and tick the tag that would be written over first.'
      : `Read and tick the ${open} tags that would be written over first.`
  return undefined
}

/** What a push will do: “3 tags are added, 1 is replaced, 1 stays the same.” */
export function readyWords(plan: SplitPlan): string {
  const words = { added: 'added', changed: 'replaced', same: 'the same' } as const
  const parts = (['added', 'changed', 'same'] as const).flatMap((change) => {
    const count = countOf(plan, change)
    if (count === 0) return []
    const verb = change === 'same' ? (count === 1 ? 'stays' : 'stay') : count === 1 ? 'is' : 'are'
    return [{ count, text: `${verb} ${words[change]}` }]
  })
  const texts = parts.map(({ count, text }, place) => `${place === 0 ? countTags(count) : count} ${text}`)
  return `${texts.join(', ')}.`
}
