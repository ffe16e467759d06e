import { guardedCommand } from '@/components/reference/data-commands'
import { DataMenu } from '@/components/reference/data-menu'
import { planSplitEndpoint, pushSplitEndpoint, type SplitInput, type SplitPlan } from '@/lib/contract/split'
import { splitCommands } from './split-commands'
import { pushInputOf } from './split-push-input'

/** The plan as a file, and the same split by other tools and by our own API. */
export function SplitData({ plan, input }: { plan: SplitPlan; input: SplitInput }) {
  const request = {
    plan: { path: planSplitEndpoint.path, input },
    write: { path: pushSplitEndpoint.path, input: pushInputOf(plan, input) },
  }
  return (
    <DataMenu
      saved={{ name: 'split.json', content: plan }}
      commands={input.keepAttestations ? [] : splitCommands(plan)}
      curl={(origin) => guardedCommand(origin, request)}
    />
  )
}
