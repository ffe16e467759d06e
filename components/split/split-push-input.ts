import type { SplitInput, SplitPlan, SplitPushInput } from '@/lib/contract/split'

/** What pushes a plan, and only where index and tags are what the plan saw. */
export function pushInputOf(plan: SplitPlan, input: SplitInput): SplitPushInput {
  const expected = Object.fromEntries(plan.tags.map(({ tag, current }) => [tag, current]))
  return { ...input, digest: plan.digest, expected }
}
