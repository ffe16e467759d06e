import { Notice } from '@/components/ui/notice'
import { TryAgainButton } from '@/components/ui/try-again-button'

/** In place of a comparison; it shows nothing of either image. */
export function CompareFailure({ message }: { message: string }) {
  return (
    <Notice tone="error" title="These two cannot be compared." action={<TryAgainButton />}>
      {message}
    </Notice>
  )
}
