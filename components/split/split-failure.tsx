import { RegistryWords } from '@/components/reference/registry-words'
import { Notice } from '@/components/ui/notice'
import { TryAgainButton } from '@/components/ui/try-again-button'
import type { ApiError } from '@/lib/contract/error'

/** In place of a plan; it shows nothing of the image. */
export function SplitFailure({ error: { message, detail } }: { error: ApiError }) {
  return (
    <Notice tone="error" title="This cannot be split." action={<TryAgainButton />}>
      {message}
      <RegistryWords detail={detail} />
    </Notice>
  )
}
