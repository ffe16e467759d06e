'use client'
import { RotateCw } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'

/** `error.digest` is the number under which the server has logged what happened. */
export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-4 pt-6 sm:pt-12">
      <h1 className="font-semibold text-2xl tracking-tight">Something went wrong here</h1>
      <p className="text-ink-muted">
        The page could not be made; nothing has been changed in any registry. Try again, and if it stays so, look into
        the server’s log{error.digest ? ` for ${error.digest}` : ''}.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={() => retry()} icon={<RotateCw aria-hidden className="size-3.5" />}>
          Try again
        </Button>
        <LinkButton href="/">Go home</LinkButton>
      </div>
    </div>
  )
}
