'use client'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useWritingOff } from '@/components/reference/writing-switch'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { imageHref } from '@/lib/contract/links'
import { shortName } from './history-words'
import { PutBackBody } from './put-back-body'
import { type RestorableEntry, usePutBack } from './use-put-back'

export function PutBackDialog({ entry }: { entry: RestorableEntry }) {
  const [isOpen, setIsOpen] = useState(false)
  const { now, earlier, restore, lookAgain } = usePutBack(entry, isOpen)
  const name = shortName(entry.reference)
  const digest = now.kind === 'read' ? now.digest : undefined
  const writingOff = useWritingOff()
  const canPutBack = writingOff === undefined && digest !== undefined && digest !== entry.from
  const change = (isNowOpen: boolean) => {
    setIsOpen(isNowOpen)
    if (!isNowOpen) restore.reset()
  }
  const close = <Button onClick={() => change(false)}>{restore.isSuccess ? 'Close' : 'Cancel'}</Button>
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={change}
      trigger={
        <Button size="sm" icon={<Undo2 aria-hidden className="size-3.5" />}>
          Put back…<span className="sr-only"> {name}</span>
        </Button>
      }
      title={
        <>
          Put <span className="font-mono [overflow-wrap:anywhere]">{name}</span> back
        </>
      }
      footer={
        restore.isSuccess ? (
          <>
            {close}
            <LinkButton variant="primary" href={imageHref(entry.reference)}>
              Open {name}
            </LinkButton>
          </>
        ) : (
          <>
            {close}
            <Button
              variant="primary"
              disabled={!canPutBack}
              isBusy={restore.isPending}
              onClick={() => (canPutBack ? restore.mutate(digest) : undefined)}
            >
              {restore.isPending ? 'Putting it back…' : 'Put it back'}
            </Button>
          </>
        )
      }
    >
      {writingOff === undefined ? null : <Notice>{writingOff}</Notice>}
      <PutBackBody entry={entry} now={now} earlier={earlier} restore={restore} onLookAgain={lookAgain} />
    </Dialog>
  )
}
