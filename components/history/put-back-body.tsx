import type { UseMutationResult } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { FailureNotice } from '@/components/reference/failure-notice'
import { ReferenceText } from '@/components/reference/reference-text'
import { RegistryWords } from '@/components/reference/registry-words'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { ApiFailure } from '@/lib/contract/error'
import type { RestoredTag } from '@/lib/contract/restore'
import { shortDigest } from '@/lib/oci/digest'
import { NamedImage } from './named-image'
import type { NamedImageState } from './use-named-image'
import type { RestorableEntry, TagNow } from './use-put-back'

interface PutBackBodyProps {
  entry: RestorableEntry
  now: TagNow
  earlier: NamedImageState
  restore: Pick<UseMutationResult<RestoredTag, Error, string | null>, 'data' | 'error'>
  onLookAgain: () => void
}

function unseenWords(error: Error): string {
  const isGone = error instanceof ApiFailure && error.error.code === 'NOT_FOUND'
  return isGone
    ? 'The registry no longer shows it; its manifest is kept here and written again.'
    : 'Its platforms are unknown: the registry did not show them.'
}

function Refusal({ error, onLookAgain }: { error: Error; onLookAgain: () => void }) {
  const isMoved = error instanceof ApiFailure && error.error.code === 'CONFLICT'
  const message =
    error instanceof ApiFailure ? error.message : 'Something went wrong here; look again before you try once more.'
  return (
    <Notice
      tone="error"
      role="alert"
      title={isMoved ? undefined : 'It was not put back.'}
      action={
        <Button size="sm" icon={<RotateCw aria-hidden className="size-3.5" />} onClick={onLookAgain}>
          Look again
        </Button>
      }
    >
      {message}
      {error instanceof ApiFailure ? <RegistryWords detail={error.error.detail} /> : null}
    </Notice>
  )
}

/** What is to be known before it is put back. */
function Doubts({ entry: { from, to }, now, earlier }: Pick<PutBackBodyProps, 'entry' | 'now' | 'earlier'>) {
  if (now.kind !== 'read') return null
  const { digest, platforms } = now
  if (digest === from) return <Notice>The tag names this already; there is nothing to put back.</Notice>
  const after = earlier.platforms
  const lost = after && platforms?.filter((platform) => !after.includes(platform))
  return (
    <>
      {digest === to ? null : (
        <Notice tone="warning" title="The tag has moved since.">
          After this write it {to === null ? 'was gone' : `named ${shortDigest(to)}`}. Putting it back takes away what
          was done later, too.
        </Notice>
      )}
      {lost && lost.length > 0 ? (
        <Notice tone="warning" title="Platforms are lost.">
          What it named before lacks {lost.join(', ')}.
        </Notice>
      ) : null}
    </>
  )
}

function Now({ now, onLookAgain }: Pick<PutBackBodyProps, 'now' | 'onLookAgain'>) {
  if (now.kind === 'unread')
    return <FailureNotice error={now.error} title="What the tag names now cannot be read." onRetry={onLookAgain} />
  if (now.kind === 'reading')
    return (
      <NamedImage title="What it names now">
        <Skeleton className="h-4 w-40" />
        <span className="sr-only">Asking the registry…</span>
      </NamedImage>
    )
  if (now.digest === null) return <NamedImage title="What it names now">Nothing: the tag does not exist.</NamedImage>
  return <NamedImage title="What it names now" digest={now.digest} platforms={now.platforms} />
}

export function PutBackBody({ entry, now, earlier, restore, onLookAgain }: PutBackBodyProps) {
  const { reference, from } = entry
  if (restore.data)
    return (
      <Notice tone="success" role="status">
        <ReferenceText reference={reference} /> names {shortDigest(restore.data.digest)} again.
      </Notice>
    )
  return (
    <div className="space-y-3">
      <Now now={now} onLookAgain={onLookAgain} />
      <NamedImage title="What it will name again" digest={from} platforms={earlier.platforms}>
        {earlier.look.error ? <p className="text-ink-muted">{unseenWords(earlier.look.error)}</p> : null}
      </NamedImage>
      <Doubts entry={entry} now={now} earlier={earlier} />
      {restore.error ? <Refusal error={restore.error} onLookAgain={onLookAgain} /> : null}
    </div>
  )
}
