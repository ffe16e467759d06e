import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { TextField } from '@/components/ui/text-field'
import type { Problem } from '@/lib/compose/problem'
import type { Plan, PlanEntry } from '@/lib/contract/compose'
import type { ComposeDraft, ReadSource } from './compose-draft'
import type { DraftAction } from './draft-reducer'
import { loneRowOf } from './entry-edits'
import { fixesOf, type ProblemFix, rowOf } from './problem-fixes'
import { openPlatformField, sourceFieldId } from './source-field'
import type { Acknowledgements } from './use-acknowledgements'

export interface ProblemContext {
  plan: Plan
  draft: ComposeDraft
  sources: readonly ReadSource[]
  dispatch: (action: DraftAction) => void
  acknowledgements: Acknowledgements
  onEditEntry: (entry: PlanEntry) => void
}

interface ProblemItemProps extends ProblemContext {
  problem: Problem
  /** The labels of buttons that stand elsewhere, for several problems. */
  without: ReadonlySet<string>
}

/** What a reason is kept under: the source where it stands alone, else the entry. */
function reasonKey({ problem, ...context }: ProblemItemProps): string | undefined {
  if (problem.code !== 'PLATFORM_OVERRIDDEN') return undefined
  return loneRowOf(problem, context)?.read?.reference ?? problem.digest
}

function Sentence({ props, isAnswered }: { props: ProblemItemProps; isAnswered: boolean }) {
  const { problem, acknowledgements } = props
  if (problem.level !== 'warning') return <p className="text-sm [overflow-wrap:anywhere]">{problem.message}</p>
  return (
    <Checkbox
      data-part="acknowledge"
      disabled={!isAnswered}
      checked={isAnswered && acknowledgements.isGiven(problem)}
      onChange={(event) => acknowledgements.give(problem, event.target.checked)}
      label={
        <span className="[overflow-wrap:anywhere]">
          <span className="sr-only">I have read the warning: </span>
          {problem.message}
        </span>
      }
    />
  )
}

export function ProblemItem(props: ProblemItemProps) {
  const { problem, without, sources, draft, dispatch, onEditEntry } = props
  const row = rowOf(sources, problem.source)
  const fixes = fixesOf(problem, props).filter(({ label }) => !without.has(label))
  const about = reasonKey(props)
  const reason = about === undefined ? undefined : (draft.edits.reasons?.[about] ?? '')
  const take = ({ actions, opens }: ProblemFix) => {
    for (const action of actions) dispatch(action)
    if (opens && 'entry' in opens) onEditEntry(opens.entry)
    else if (opens) openPlatformField(opens.row.id)
  }
  return (
    <li className="space-y-1.5">
      <Sentence props={props} isAnswered={reason === undefined || reason.trim() !== ''} />
      {about === undefined ? null : (
        <TextField
          label={`Why is it ${problem.platform}?`}
          value={reason ?? ''}
          autoComplete="off"
          hint="Stays in the link, for those who look at it later."
          onChange={(event) => dispatch({ type: 'give-reason', about, reason: event.target.value })}
        />
      )}
      {row === undefined && fixes.length === 0 ? null : (
        <div className="flex flex-wrap gap-1.5">
          {fixes.map((fix) => (
            <Button key={fix.label} size="sm" onClick={() => take(fix)}>
              {fix.label}
            </Button>
          ))}
          {row === undefined ? null : (
            <Button size="sm" variant="ghost" onClick={() => document.getElementById(sourceFieldId(row.id))?.focus()}>
              Go to source {sources.indexOf(row) + 1}
            </Button>
          )}
        </div>
      )}
    </li>
  )
}
