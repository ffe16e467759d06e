import { Wand2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { TextField } from '@/components/ui/text-field'
import { guessTarget } from '@/lib/compose/guess-target'
import type { Plan } from '@/lib/contract/compose'
import { AnnotationRows } from './annotation-rows'
import { type ComposeDraft, type ReadDraft, shortName } from './compose-draft'
import type { DraftAction } from './draft-reducer'
import { FormatChoice } from './format-choice'

interface TargetFieldsProps {
  draft: ComposeDraft
  read: ReadDraft
  plan?: Plan
  dispatch: (action: DraftAction) => void
}

function guessOf({ sources }: ReadDraft): string | undefined {
  const references = sources.flatMap(({ read }) => read?.reference ?? [])
  return references.length === 0 ? undefined : guessTarget(references)
}

export function TargetFields({ draft, read, plan, dispatch }: TargetFieldsProps) {
  const guess = draft.target.trim() === '' ? guessOf(read) : undefined
  const set = (fields: Partial<ComposeDraft>) => dispatch({ type: 'set', fields })
  const { target } = read
  const isCompleted = target?.reference !== undefined && target.reference !== draft.target.trim()
  return (
    <div className="space-y-3 rounded-lg border bg-surface-raised p-4 shadow-raised">
      <div className="grid gap-x-4 gap-y-3 md:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="min-w-0">
          <TextField
            id="target"
            name="target"
            label="Target"
            isMono
            value={draft.target}
            placeholder="ghcr.io/org/app:1.0"
            autoComplete="off"
            error={target?.fault}
            hint={isCompleted ? `That is ${target.reference}` : 'The tag that will name the index.'}
            onChange={(event) => set({ target: event.target.value })}
          />
          {guess === undefined ? null : (
            <Button
              size="sm"
              className="mt-1.5"
              icon={<Wand2 aria-hidden className="size-3.5" />}
              onClick={() => set({ target: guess })}
            >
              Use <span className="font-mono">{shortName(guess)}</span>
            </Button>
          )}
        </div>
        <TextField
          name="tag"
          label="Further tags"
          isMono
          value={draft.tags}
          placeholder="1 latest"
          autoComplete="off"
          hint="For the same index, in the same repository."
          onChange={(event) => set({ tags: event.target.value })}
        />
      </div>
      <div className="flex flex-wrap items-start gap-x-8 gap-y-3">
        <FormatChoice format={draft.format} onFormat={(format) => set({ format })} />
        <Checkbox
          label="Keep what the target has"
          hint="Platforms of today’s tag that no source replaces stay."
          checked={draft.keep}
          onChange={(event) => set({ keep: event.target.checked })}
        />
        <AnnotationRows draft={draft} plan={plan} dispatch={dispatch} />
      </div>
    </div>
  )
}
