import { RotateCcw } from 'lucide-react'
import { Digest } from '@/components/reference/digest'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { Panel } from '@/components/ui/panel'
import type { Plan, PlanEntry } from '@/lib/contract/compose'
import { presentEdits } from '@/lib/contract/edits-in-address'
import { describeMediaType } from '@/lib/oci/media-type'
import type { ComposeDraft, ReadSource } from './compose-draft'
import type { DraftAction } from './draft-reducer'
import { EntriesTable } from './entries-table'
import { IndexJson } from './index-json'
import { RemovedEntries } from './removed-entries'

interface ResultPanelProps {
  plan: Plan
  draft: ComposeDraft
  sources: readonly ReadSource[]
  dispatch: (action: DraftAction) => void
  onEditEntry: (entry: PlanEntry) => void
}

/** The target is its own only source. */
function isEditing({ target }: Plan, sources: readonly ReadSource[]): boolean {
  const [first, ...others] = sources.flatMap(({ read }) => read?.reference ?? [])
  return first === target && others.length === 0
}

export function ResultPanel(props: ResultPanelProps) {
  const { plan, draft, sources, dispatch } = props
  const { index, entries, removed = [], current } = plan
  return (
    <Panel
      title="Resulting index"
      isFlush
      actions={
        <span className="flex flex-wrap items-center justify-end gap-2">
          {presentEdits(draft.edits) === undefined ? null : (
            <Button
              size="sm"
              icon={<RotateCcw aria-hidden className="size-3.5" />}
              onClick={() => dispatch({ type: 'forget-edits' })}
            >
              Undo all edits
            </Button>
          )}
          <Chip title={index.mediaType}>{describeMediaType(index.mediaType)}</Chip>
        </span>
      }
    >
      {isEditing(plan, sources) ? (
        <p className="border-b px-4 py-2 text-ink-muted text-sm">
          You are editing what the target names today: change its entries here, add a source to add an image.
        </p>
      ) : null}
      {entries.length === 0 ? (
        <p className="px-4 py-6 text-center text-ink-muted text-sm">No entry yet: no source could be used so far.</p>
      ) : (
        <EntriesTable {...props} />
      )}
      <RemovedEntries entries={removed} dispatch={dispatch} />
      <div className="border-t px-4 py-2.5">
        <h3 className="font-medium text-sm">Digest</h3>
        <Digest digest={index.digest} of="the index" isWhole />
      </div>
      <IndexJson index={index} before={current?.body} />
    </Panel>
  )
}
