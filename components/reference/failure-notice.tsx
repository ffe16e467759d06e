import { RotateCw } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { ApiFailure } from '@/lib/contract/error'
import { RegistryWords } from './registry-words'

interface FailureNoticeProps {
  error: Error
  /** What is missing because of it: “Sizes and times are missing.” */
  title?: string
  onRetry?: () => void
  isRetrying?: boolean
}

export function FailureNotice({ error, title, onRetry, isRetrying = false }: FailureNoticeProps) {
  const message =
    error instanceof ApiFailure ? error.message : 'Something went wrong here; reload the page to try again.'
  const retry = onRetry ? (
    <Button size="sm" onClick={onRetry} isBusy={isRetrying} icon={<RotateCw aria-hidden className="size-3.5" />}>
      Try again
    </Button>
  ) : undefined
  return (
    <Notice tone="error" role="alert" title={title} action={retry}>
      {message}
      {error instanceof ApiFailure ? <RegistryWords detail={error.error.detail} /> : null}
    </Notice>
  )
}
