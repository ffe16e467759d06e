import { Plus, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { TextField } from '@/components/ui/text-field'
import type { DraftAnnotation } from './compose-draft'
import { Disclosure } from './disclosure'
import type { DraftAction } from './draft-reducer'

interface AnnotationRowsProps {
  annotations: readonly DraftAnnotation[]
  dispatch: (action: DraftAction) => void
}

function isRepeated(annotations: readonly DraftAnnotation[], { id, key }: DraftAnnotation): boolean {
  return key.trim() !== '' && annotations.some((other) => other.id !== id && other.key.trim() === key.trim())
}

export function AnnotationRows({ annotations, dispatch }: AnnotationRowsProps) {
  return (
    <Disclosure
      className="flex-1 basis-64"
      isInitiallyOpen={annotations.length > 0}
      summary={
        <span className="font-medium text-sm">
          Annotations{annotations.length === 0 ? '' : ` (${annotations.length})`}
        </span>
      }
    >
      <div className="mt-2 space-y-2">
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
              onChange={(event) =>
                dispatch({ type: 'edit-annotation', id: annotation.id, fields: { key: event.target.value } })
              }
            />
            <TextField
              className="flex-1"
              label={`Value of annotation ${place + 1}`}
              isLabelHidden
              isMono
              placeholder="value"
              value={annotation.value}
              onChange={(event) =>
                dispatch({ type: 'edit-annotation', id: annotation.id, fields: { value: event.target.value } })
              }
            />
            <IconButton
              label={`Remove annotation ${place + 1}`}
              onClick={() => dispatch({ type: 'remove-annotation', id: annotation.id })}
            >
              <X aria-hidden className="size-4" />
            </IconButton>
          </div>
        ))}
        <Button
          size="sm"
          icon={<Plus aria-hidden className="size-3.5" />}
          onClick={() => dispatch({ type: 'add-annotation' })}
        >
          Add an annotation
        </Button>
      </div>
    </Disclosure>
  )
}
