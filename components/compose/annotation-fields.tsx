import { Plus, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { TextField } from '@/components/ui/text-field'
import type { DraftAnnotation } from './compose-draft'

interface AnnotationFieldsProps {
  annotations: readonly DraftAnnotation[]
  onEdit: (id: number, fields: Partial<Omit<DraftAnnotation, 'id'>>) => void
  onRemove: (id: number) => void
  onAdd: () => void
}

function isRepeated(annotations: readonly DraftAnnotation[], { id, key }: DraftAnnotation): boolean {
  return key.trim() !== '' && annotations.some((other) => other.id !== id && other.key.trim() === key.trim())
}

/** What the rows say: a key that stands there twice counts as it stands last, one without a name not at all. */
export function writtenAnnotations(annotations: readonly DraftAnnotation[]): Record<string, string> {
  const written = annotations.filter(({ key }) => key.trim() !== '')
  return Object.fromEntries(written.map(({ key, value }) => [key.trim(), value]))
}

export function AnnotationFields({ annotations, onEdit, onRemove, onAdd }: AnnotationFieldsProps) {
  return (
    <>
      {annotations.map((annotation, place) => (
        <div key={annotation.id} className="flex items-start gap-2">
          <TextField
            className="flex-1"
            label={`Key of annotation ${place + 1}`}
            isLabelHidden
            isMono
            placeholder="org.opencontainers.image.source"
            value={annotation.key}
            error={isRepeated(annotations, annotation) ? 'This key is there twice; the last one counts.' : undefined}
            onChange={(event) => onEdit(annotation.id, { key: event.target.value })}
          />
          <TextField
            className="flex-1"
            label={`Value of annotation ${place + 1}`}
            isLabelHidden
            isMono
            placeholder="value"
            value={annotation.value}
            onChange={(event) => onEdit(annotation.id, { value: event.target.value })}
          />
          <IconButton label={`Remove annotation ${place + 1}`} onClick={() => onRemove(annotation.id)}>
            <X aria-hidden className="size-4" />
          </IconButton>
        </div>
      ))}
      <Button size="sm" icon={<Plus aria-hidden className="size-3.5" />} onClick={onAdd}>
        Add an annotation
      </Button>
    </>
  )
}
