import { planCommand } from '@/components/reference/data-commands'
import { DataMenu } from '@/components/reference/data-menu'
import { Panel } from '@/components/ui/panel'
import { hasErrors } from '@/lib/compose/problem'
import { type ComposeInput, type Plan, planComposeEndpoint } from '@/lib/contract/compose'
import { CommandTabs } from './command-tabs'

interface CommandPanelProps {
  plan: Plan
  /** What was planned, as the API takes it. */
  input: ComposeInput
}

/** A plan with errors can be read by scripts, but no command must write it. */
export function CommandPanel({ plan, input }: CommandPanelProps) {
  return (
    <Panel
      title="The same as a command"
      isFlush
      actions={
        <DataMenu
          saved={{ name: 'plan.json', content: plan }}
          curl={(origin) => planCommand(origin, { path: planComposeEndpoint.path, input })}
        />
      }
    >
      {hasErrors(plan.problems) ? (
        <p className="px-4 py-3 text-ink-muted text-sm">Once the errors are resolved, the commands stand here.</p>
      ) : (
        <CommandTabs commands={plan.commands} />
      )}
    </Panel>
  )
}
