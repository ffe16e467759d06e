import { Notice } from '@/components/ui/notice'
import { TryAgainButton } from '@/components/ui/try-again-button'

/** In place of a plan; it shows nothing of the image. */
export function SplitFailure({ message }: { message: string }) {
  return (
    <Notice tone="error" title="This cannot be split." action={<TryAgainButton />}>
      {message}
    </Notice>
  )
}
