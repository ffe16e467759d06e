'use client'
import { RotateCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { Button } from './button'

/** Asks the server for the page once more. */
export function TryAgainButton() {
  const router = useRouter()
  const [isPending, start] = useTransition()
  return (
    <Button
      isBusy={isPending}
      onClick={() => start(() => router.refresh())}
      icon={<RotateCw aria-hidden className="size-3.5" />}
    >
      Try again
    </Button>
  )
}
