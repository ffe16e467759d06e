import { useState } from 'react'
import { FailureNotice } from '@/components/reference/failure-notice'
import { Panel } from '@/components/ui/panel'
import { Skeleton } from '@/components/ui/skeleton'
import type { PlanEntry } from '@/lib/contract/compose'
import { ChangesPanel } from './changes-panel'
import type { ComposeDraft, ReadDraft } from './compose-draft'
import type { DraftAction } from './draft-reducer'
import { EntryDialog } from './entry-dialog'
import { ProblemList } from './problem-list'
import { ResultPanel } from './result-panel'
import type { Acknowledgements } from './use-acknowledgements'
import type { PlanState } from './use-plan'

interface PlanPartProps {
  read: ReadDraft
  planned: PlanState
}

const emptyWords: Record<NonNullable<ReadDraft['waitingFor']>, string> = {
  both: 'Write a target and its sources: the index stands here before anything is pushed.',
  target: 'Write the target above: the index stands here before anything is pushed.',
  sources: 'Add the images to be joined on the left; what they make together stands here.',
  correction: 'A field cannot be read yet; once it is corrected, the index stands here.',
}

function Waiting({ title, words }: { title: string; words?: string }) {
  return (
    <Panel title={title}>
      {words === undefined ? (
        <div className="space-y-3">
          <Skeleton className="h-4 w-2/3" />
          <Skeleton className="h-4 w-full" />
          <Skeleton className="h-4 w-5/6" />
        </div>
      ) : (
        <p className="py-4 text-center text-ink-muted text-sm">{words}</p>
      )}
    </Panel>
  )
}

interface ResultPartProps extends PlanPartProps {
  draft: ComposeDraft
  dispatch: (action: DraftAction) => void
  acknowledgements: Acknowledgements
}

export function ResultPart({ read, planned, draft, dispatch, acknowledgements }: ResultPartProps) {
  const [edited, setEdited] = useState<PlanEntry>()
  const { plan, error, isPlanning, planAgain } = planned
  if (read.waitingFor !== undefined) return <Waiting title="Resulting index" words={emptyWords[read.waitingFor]} />
  if (error !== undefined)
    return (
      <FailureNotice error={error} title="The plan could not be made." onRetry={planAgain} isRetrying={isPlanning} />
    )
  if (plan === undefined) return <Waiting title="Resulting index" />
  const parts = { plan, draft, sources: read.sources, dispatch, onEditEntry: setEdited }
  return (
    <>
      <ProblemList {...parts} acknowledgements={acknowledgements} />
      <ResultPanel {...parts} />
      {edited === undefined ? null : (
        <EntryDialog key={edited.digest} {...parts} entry={edited} onClose={() => setEdited(undefined)} />
      )}
    </>
  )
}

export function ChangesPart({ read, planned: { plan, error } }: PlanPartProps) {
  const title = 'What changes at the target'
  if (read.waitingFor !== undefined) return <Waiting title={title} words="Before and after stand here, side by side." />
  if (error !== undefined) return <Waiting title={title} words="Unknown until there is a plan." />
  if (plan === undefined) return <Waiting title={title} />
  return <ChangesPanel plan={plan} />
}
