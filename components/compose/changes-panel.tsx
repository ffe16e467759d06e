import { Digest } from '@/components/reference/digest'
import { Panel } from '@/components/ui/panel'
import type { Plan } from '@/lib/contract/compose'
import { ChangesTable } from './changes-table'
import { shortName } from './compose-draft'
import { CopySummary } from './copy-summary'

function Today({ target, current }: Pick<Plan, 'target' | 'current'>) {
  if (current === null)
    return (
      <p className="text-sm">
        The tag does not exist yet: <span className="font-mono [overflow-wrap:anywhere]">{shortName(target)}</span> will
        be created.
      </p>
    )
  return (
    <div>
      <h3 className="font-medium text-sm">Today’s digest</h3>
      <Digest digest={current.digest} of="what the tag names today" isWhole />
    </div>
  )
}

export function ChangesPanel({ plan }: { plan: Plan }) {
  return (
    <Panel title="What changes at the target" isFlush>
      <div className="px-4 py-2.5">
        <Today target={plan.target} current={plan.current} />
      </div>
      {plan.changes.length === 0 ? null : <ChangesTable changes={plan.changes} />}
      <CopySummary copies={plan.copies} />
    </Panel>
  )
}
