import { Notice } from '@/components/ui/notice'
import { TryAgainButton } from '@/components/ui/try-again-button'

/** In place of a history that could not be read. */
export function HistoryFailure({ message }: { message: string }) {
  return (
    <Notice tone="error" title="The history cannot be read." action={<TryAgainButton />}>
      {message}
    </Notice>
  )
}
