import { Undo2, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { TextField } from '@/components/ui/text-field'
import type { Plan } from '@/lib/contract/compose'
import { AnnotationFields } from './annotation-fields'
import type { ComposeDraft } from './compose-draft'
import { Disclosure } from './disclosure'
import type { DraftAction } from './draft-reducer'
import { indexFacts } from './index-facts'

interface AnnotationRowsProps {
  draft: ComposeDraft
  plan?: Plan
  dispatch: (action: DraftAction) => void
}

/** Annotations that the edited index brings along: they stay unless they are taken out. */
function InheritedAnnotations({ draft, plan, dispatch }: AnnotationRowsProps) {
  const typed = new Set(draft.annotations.map(({ key }) => key.trim()))
  const gone = draft.edits.unannotate ?? []
  const { annotations } = indexFacts(plan?.index.body)
  const stays = Object.entries(annotations).filter(([name]) => !typed.has(name) && !gone.includes(name))
  if (stays.length + gone.length === 0) return null
  const unannotate = (name: string, isGone: boolean) => dispatch({ type: 'unannotate', name, isGone })
  return (
    <ul aria-label="Annotations of the edited index" className="space-y-1 font-mono text-xs">
      {stays.map(([name, value]) => (
        <li key={name} className="flex items-start justify-between gap-2">
          <span className="pt-1 [overflow-wrap:anywhere]">
            {name}={value}
          </span>
          <IconButton label={`Remove the annotation ${name}`} size="sm" onClick={() => unannotate(name, true)}>
            <X aria-hidden className="size-3.5" />
          </IconButton>
        </li>
      ))}
      {gone.map((name) => (
        <li key={name} className="flex items-start justify-between gap-2 text-ink-muted">
          <span className="pt-1 [overflow-wrap:anywhere]">
            <del>{name}</del> <span className="font-sans">removed</span>
          </span>
          <IconButton label={`Put the annotation ${name} back`} size="sm" onClick={() => unannotate(name, false)}>
            <Undo2 aria-hidden className="size-3.5" />
          </IconButton>
        </li>
      ))}
    </ul>
  )
}

/** Empty: as the edited index has it; a type that it brings along can be taken out. */
function ArtifactTypeField({ draft, plan, dispatch }: AnnotationRowsProps) {
  const set = draft.edits.artifactType
  const { artifactType: inherited } = indexFacts(plan?.index.body)
  const isRemoved = set === ''
  return (
    <div className="flex flex-wrap items-end gap-2">
      <TextField
        className="flex-1 basis-48"
        name="artifact-type"
        label="Artifact type of the index"
        isMono
        autoComplete="off"
        placeholder={isRemoved ? 'none' : (inherited ?? 'none')}
        value={set ?? ''}
        onChange={(event) =>
          dispatch({ type: 'set-artifact-type', artifactType: event.target.value.trim() || undefined })
        }
      />
      {isRemoved ? (
        <Button onClick={() => dispatch({ type: 'set-artifact-type' })}>Put it back</Button>
      ) : inherited !== undefined && set === undefined ? (
        <Button onClick={() => dispatch({ type: 'set-artifact-type', artifactType: '' })}>Remove it</Button>
      ) : null}
    </div>
  )
}

export function AnnotationRows(props: AnnotationRowsProps) {
  const { draft, dispatch } = props
  const { annotations, edits } = draft
  const isUsed = annotations.length > 0 || edits.artifactType !== undefined || Boolean(edits.unannotate?.length)
  return (
    <Disclosure
      className="flex-1 basis-64"
      isInitiallyOpen={isUsed}
      summary={
        <span className="font-medium text-sm">
          Annotations{annotations.length === 0 ? '' : ` (${annotations.length})`}
        </span>
      }
    >
      <div className="mt-2 space-y-2">
        <InheritedAnnotations {...props} />
        <AnnotationFields
          annotations={annotations}
          onEdit={(id, fields) => dispatch({ type: 'edit-annotation', id, fields })}
          onRemove={(id) => dispatch({ type: 'remove-annotation', id })}
          onAdd={() => dispatch({ type: 'add-annotation' })}
        />
        <ArtifactTypeField {...props} />
      </div>
    </Disclosure>
  )
}
