import { RotateCw, Trash2 } from 'lucide-react'
import { FailureNotice } from '@/components/reference/failure-notice'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { shortDigest } from '@/lib/oci/digest'
import { asksForDigest, hasMoved } from './use-delete-tag'

interface DeletionFailureProps {
  error: Error | null
  digest: string
  isPending: boolean
  canDelete: boolean
  onDeleteByDigest: () => void
  onLookAgain: () => void
}

/** Why nothing was deleted, and what can be done: another way, or another look. */
export function DeletionFailure(props: DeletionFailureProps) {
  const { error, digest, isPending, canDelete, onDeleteByDigest, onLookAgain } = props
  if (error === null) return null
  if (asksForDigest(error))
    return (
      <div className="space-y-3">
        <Notice tone="warning" role="alert" title="One more step.">
          {error.message}
        </Notice>
        <div className="flex flex-wrap gap-2">
          <Button
            variant="danger"
            disabled={!canDelete}
            isBusy={isPending}
            icon={<Trash2 aria-hidden className="size-4" />}
            onClick={onDeleteByDigest}
          >
            {isPending ? 'Deleting…' : `Delete ${shortDigest(digest)}`}
          </Button>
          <Button onClick={onLookAgain}>Keep it</Button>
        </div>
      </div>
    )
  if (!hasMoved(error)) return <FailureNotice error={error} title="It was not deleted." />
  return (
    <Notice
      tone="error"
      role="alert"
      action={
        <Button size="sm" icon={<RotateCw aria-hidden className="size-3.5" />} onClick={onLookAgain}>
          Look again
        </Button>
      }
    >
      {error.message}
    </Notice>
  )
}
