import { RegistryWords } from '@/components/reference/registry-words'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { TryAgainButton } from '@/components/ui/try-again-button'
import type { ApiError } from '@/lib/contract/error'
import { historyHref } from '@/lib/contract/links'
import { formatRepository, parseReference } from '@/lib/oci/reference'

interface DeleteFailureProps {
  /** Canonical. */
  reference: string
  error: ApiError
}

/** In place of what deleting would mean; it shows nothing of the image. */
export function DeleteFailure({ reference, error: { code, message, detail } }: DeleteFailureProps) {
  const isGone = code === 'NOT_FOUND'
  const history = historyHref(formatRepository(parseReference(reference)))
  return (
    <Notice
      tone={isGone ? 'info' : 'error'}
      title={isGone ? 'There is nothing to delete.' : 'What goes with it cannot be seen.'}
      action={isGone ? <LinkButton href={history}>See the history</LinkButton> : <TryAgainButton />}
    >
      {message}
      <RegistryWords detail={detail} />
    </Notice>
  )
}
