import type { UseMutationResult } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useWritingOff } from '@/components/reference/writing-switch'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { Notice, type NoticeTone } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { TextField } from '@/components/ui/text-field'
import type { DeletedTag, DeletePlan } from '@/lib/contract/delete'
import { imageHref } from '@/lib/contract/links'
import { parseReference } from '@/lib/oci/reference'
import { DeletionFailure } from './deletion-failure'
import { asksForDigest, type Confirmation } from './use-delete-tag'

const tones: Record<DeletePlan['problems'][number]['level'], NoticeTone> = {
  error: 'error',
  warning: 'warning',
  note: 'info',
}

interface ConfirmPanelProps {
  plan: DeletePlan
  deletion: Pick<UseMutationResult<DeletedTag, Error, Confirmation>, 'mutate' | 'error' | 'isPending'>
  isLooking: boolean
  onLookAgain: () => void
}

/** The doubts, the name to type, and the way the registry wants it. */
export function ConfirmPanel({ plan, deletion, isLooking, onLookAgain }: ConfirmPanelProps) {
  const { reference, digest } = plan
  const writingOff = useWritingOff()
  const canDelete = plan.canDelete && writingOff === undefined
  const { repository, tag } = parseReference(reference)
  const name = `${repository}:${tag}`
  const [typed, setTyped] = useState('')
  const isTyped = [name, reference].includes(typed.trim())
  const remove = (byDigest: boolean) => {
    if (isTyped) deletion.mutate({ expected: digest, confirm: typed, byDigest })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!deletion.isPending && !asksForDigest(deletion.error)) remove(false)
  }
  return (
    <Panel title={canDelete ? 'Delete it' : 'It cannot be deleted from here'} className="border-danger/40">
      <div className="space-y-3">
        {plan.problems.map(({ code, level, message }) => (
          <Notice key={code} tone={tones[level]}>
            {message}
          </Notice>
        ))}
        {writingOff === undefined ? null : <Notice>{writingOff}</Notice>}
        {canDelete ? (
          <form onSubmit={submit} className="space-y-3">
            <TextField
              label={
                <>
                  Type <span className="select-all font-mono [overflow-wrap:anywhere]">{name}</span> to confirm
                </>
              }
              isMono
              value={typed}
              autoComplete="off"
              onChange={(event) => setTyped(event.target.value)}
            />
            <DeletionFailure
              error={deletion.error}
              digest={digest}
              isPending={deletion.isPending}
              canDelete={isTyped}
              onDeleteByDigest={() => remove(true)}
              onLookAgain={onLookAgain}
            />
            {asksForDigest(deletion.error) ? null : (
              <div className="flex flex-wrap items-center gap-2">
                <Button
                  type="submit"
                  variant="danger"
                  disabled={!isTyped || isLooking}
                  isBusy={deletion.isPending}
                  icon={<Trash2 aria-hidden className="size-4" />}
                >
                  {deletion.isPending ? 'Deleting…' : 'Delete the tag'}
                </Button>
                <LinkButton href={imageHref(reference)}>Keep it</LinkButton>
              </div>
            )}
            <p className="text-ink-muted text-xs">
              It goes into the history with what it named, and can be put back from there while the images behind it
              exist.
            </p>
          </form>
        ) : (
          <LinkButton href={imageHref(reference)}>Back to the image</LinkButton>
        )}
      </div>
    </Panel>
  )
}
