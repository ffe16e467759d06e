import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { TextField } from '@/components/ui/text-field'
import type { Plan, PlanEntry } from '@/lib/contract/compose'
import { parsePlatform } from '@/lib/oci/platform'
import { AnnotationFields, writtenAnnotations } from './annotation-fields'
import { type ComposeDraft, type DraftAnnotation, type ReadSource, shortName } from './compose-draft'
import type { DraftAction } from './draft-reducer'
import { loneRowOf, platformAction } from './entry-edits'
import { PlatformNames } from './platform-names'

interface EntryDialogProps {
  entry: PlanEntry
  plan: Plan
  draft: ComposeDraft
  sources: readonly ReadSource[]
  dispatch: (action: DraftAction) => void
  onClose: () => void
}

const rowsOf = (annotations: Record<string, string> = {}): DraftAnnotation[] =>
  Object.entries(annotations).map(([key, value], id) => ({ id, key, value }))

function useRows(annotations: Record<string, string> | undefined) {
  const [rows, setRows] = useState(() => rowsOf(annotations))
  const nextId = Math.max(-1, ...rows.map(({ id }) => id)) + 1
  return {
    annotations: rows,
    onEdit: (id: number, fields: Partial<Omit<DraftAnnotation, 'id'>>) =>
      setRows(rows.map((row) => (row.id === id ? { ...row, ...fields } : row))),
    onRemove: (id: number) => setRows(rows.filter((row) => row.id !== id)),
    onAdd: () => setRows([...rows, { id: nextId, key: '', value: '' }]),
  }
}

const textOf = (annotations: Record<string, string> = {}) => JSON.stringify(Object.entries(annotations).sort())

/** One entry of the index: the platform to write for it and its annotations. */
export function EntryDialog({ entry, plan, draft, sources, dispatch, onClose }: EntryDialogProps) {
  const row = loneRowOf(entry, { plan, sources })
  const about = row?.read?.reference ?? entry.digest
  const [platform, setPlatform] = useState(row?.platform ?? draft.edits.platforms?.[entry.digest] ?? '')
  const [reason, setReason] = useState(draft.edits.reasons?.[about] ?? '')
  const fields = useRows(entry.annotations)
  const isOdd = platform.trim() !== '' && parsePlatform(platform) === undefined

  const save = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (isOdd) return
    const action = platformAction(platform.trim(), { about: entry, row })
    if (action) dispatch(action)
    dispatch({ type: 'give-reason', about, reason: platform.trim() === '' ? '' : reason })
    const annotations = writtenAnnotations(fields.annotations)
    if (textOf(annotations) !== textOf(entry.annotations))
      dispatch({ type: 'annotate-entry', digest: entry.digest, annotations })
    onClose()
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={`The entry ${entry.platform}`}
      description={`From ${shortName(entry.source)}; the image itself stays as it is.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="entry">
            Apply
          </Button>
        </>
      }
    >
      <form id="entry" onSubmit={save} className="space-y-4">
        <TextField
          label="Platform"
          isMono
          list="entry-platforms"
          value={platform}
          placeholder={entry.platform}
          autoComplete="off"
          error={isOdd ? 'Write it as os/architecture, for example linux/arm64 or linux/arm/v7.' : undefined}
          hint="Leave it empty to use what the image says."
          onChange={(event) => setPlatform(event.target.value)}
        />
        <PlatformNames id="entry-platforms" />
        {platform.trim() === '' ? null : (
          <TextField
            label="Why?"
            value={reason}
            autoComplete="off"
            hint="Needed where the image’s config says another platform; it stays in the link."
            onChange={(event) => setReason(event.target.value)}
          />
        )}
        <fieldset className="space-y-2">
          <legend className="mb-1 font-medium text-sm">Annotations of the entry</legend>
          <AnnotationFields {...fields} />
        </fieldset>
      </form>
    </Dialog>
  )
}
