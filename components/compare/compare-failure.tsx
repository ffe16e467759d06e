import { ReferenceText } from '@/components/reference/reference-text'
import { Notice } from '@/components/ui/notice'
import { TryAgainButton } from '@/components/ui/try-again-button'

interface CompareFailureProps {
  /** The server’s sentence. */
  message: string
  /** Which of the two it is about, where that is known. */
  reference?: string | undefined
}

/** In place of a comparison; it shows nothing of either image. */
export function CompareFailure({ message, reference }: CompareFailureProps) {
  const title = reference ? (
    <>
      <ReferenceText reference={reference} className="text-xs" /> cannot be read.
    </>
  ) : (
    'These two cannot be compared.'
  )
  return (
    <Notice tone="error" title={title} action={<TryAgainButton />}>
      {message}
    </Notice>
  )
}
