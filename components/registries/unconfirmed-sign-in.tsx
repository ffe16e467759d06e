import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

interface UnconfirmedSignInProps {
  name: string
  isBusy: boolean
  isLeadingBack: boolean
  onDone: () => void
}

export function UnconfirmedSignIn({ name, isBusy, isLeadingBack, onDone }: UnconfirmedSignInProps) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  return (
    <div className="flex flex-col gap-4">
      <Notice role="status" title={`${name} also answers those who give no name.`}>
        So it may never have looked at this one. Name and password are kept, and used wherever it asks for them.
      </Notice>
      <div className="-mx-5 -mb-4 flex justify-end border-t px-5 py-3">
        <Button ref={button} variant="primary" isBusy={isBusy} onClick={onDone}>
          {isLeadingBack ? 'Go on' : 'Close'}
        </Button>
      </div>
    </div>
  )
}
