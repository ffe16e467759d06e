'use client'
import { useQuery } from '@tanstack/react-query'
import { FailureNotice } from '@/components/reference/failure-notice'
import type { Image, PlatformRow } from '@/lib/contract/image'
import { imageConfigQuery } from '@/lib/contract/queries'
import { DetailsSkeleton } from './details-skeleton'
import { PlatformDetails } from './platform-details'

/** What stands under an opened row; it is read when the row is opened. */
export function RowDetails({ image, row }: { image: Image; row: PlatformRow }) {
  const { data, error, isFetching, refetch } = useQuery(
    imageConfigQuery(`${image.registry}/${image.repository}@${row.digest}`),
  )
  if (data) return <PlatformDetails image={image} row={row} details={data} />
  if (error)
    return (
      <FailureNotice
        title="The config is missing."
        error={error}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    )
  return (
    <>
      <p role="status" className="sr-only">
        Reading the config of {row.platform}…
      </p>
      <DetailsSkeleton layers={row.layers} />
    </>
  )
}
