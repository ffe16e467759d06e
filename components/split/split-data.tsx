import { guardedCommand, planCommand } from '@/components/reference/data-commands'
import { DataMenu } from '@/components/reference/data-menu'
import { planSplitEndpoint, pushSplitEndpoint, type SplitInput, type SplitPlan } from '@/lib/contract/split'
import { splitCommands } from './split-commands'
import { pushInputOf } from './split-push-input'

/** The plan as a file, and, where there is something to write, the same split by other tools and by our own API. */
export function SplitData({ plan, input }: { plan: SplitPlan; input: SplitInput }) {
  const isOpen =
    plan.tags.some(({ change }) => change !== 'same') && plan.problems.every(({ level }) => level !== 'error')
  const request = {
    plan: { path: planSplitEndpoint.path, input },
    write: { path: pushSplitEndpoint.path, input: pushInputOf(plan, input) },
  }
  return (
    <DataMenu
      saved={{ name: 'split.json', content: plan }}
      commands={input.keepAttestations || !isOpen ? [] : splitCommands(plan)}
      curl={(origin) => (isOpen ? guardedCommand(origin, request) : planCommand(origin, request.plan))}
    />
  )
}
