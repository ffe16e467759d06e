import { FailureNotice } from '@/components/reference/failure-notice'
import { ReferenceHeading } from '@/components/reference/reference-heading'
import { Skeleton } from '@/components/ui/skeleton'
import { parseReference } from '@/lib/oci/reference'
import type { ImageState } from './use-image'

interface ImageWaitProps {
  reference: string
  state: Pick<ImageState, 'failure' | 'isFetching' | 'retry'>
}

/** In place of an index so long that the browser has to fetch it by itself. */
export function ImageWait({ reference, state: { failure, isFetching, retry } }: ImageWaitProps) {
  return (
    <div className="flex flex-col gap-5">
      <ReferenceHeading {...parseReference(reference)} />
      {failure ? (
        <FailureNotice error={failure} onRetry={retry} isRetrying={isFetching} />
      ) : (
        <>
          <p role="status" className="text-ink-muted text-sm">
            Reading a long list of platforms…
          </p>
          <Skeleton className="h-80 w-full" />
        </>
      )}
    </div>
  )
}
