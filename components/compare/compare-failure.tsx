import { ReferenceText } from '@/components/reference/reference-text'
import { RegistryWords } from '@/components/reference/registry-words'
import { Notice } from '@/components/ui/notice'
import { TryAgainButton } from '@/components/ui/try-again-button'
import type { ApiError } from '@/lib/contract/error'

interface CompareFailureProps {
  error: ApiError
  /** Which of the two it is about, where that is known. */
  reference?: string | undefined
}

/** In place of a comparison; it shows nothing of either image. */
export function CompareFailure({ error: { message, detail }, reference }: CompareFailureProps) {
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
      <RegistryWords detail={detail} />
    </Notice>
  )
}
