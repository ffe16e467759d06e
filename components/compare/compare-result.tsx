'use client'
import { useQuery } from '@tanstack/react-query'
import { compareCommands } from '@/components/reference/data-commands'
import { DataMenu } from '@/components/reference/data-menu'
import { FailureNotice } from '@/components/reference/failure-notice'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { Skeleton } from '@/components/ui/skeleton'
import { endpointUrl } from '@/lib/contract/call-api'
import { compareImagesEndpoint } from '@/lib/contract/compare'
import { compareQuery } from '@/lib/contract/queries'
import { CompareTable } from './compare-table'
import { ComparedImage } from './compared-image'
import { countChanges } from './count-changes'

/** Both references are canonical. */
export function CompareResult({ base, target }: { base: string; target: string }) {
  const { data, error, refetch, isFetching } = useQuery(compareQuery(base, target))
  if (!data)
    return error ? (
      <FailureNotice error={error} onRetry={() => void refetch()} isRetrying={isFetching} />
    ) : (
      <Skeleton className="h-40 w-full" />
    )
  const asData = (
    <DataMenu json={endpointUrl(compareImagesEndpoint, { base, target })} commands={compareCommands(base, target)} />
  )
  const isSame = data.base.digest === data.target.digest
  return (
    <div className="flex flex-col gap-5">
      <div className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
        <ComparedImage name="Before" image={data.base} />
        <ComparedImage name="After" image={data.target} />
      </div>
      {isSame ? (
        <Notice tone="success" title="Nothing differs.">
          Both name the same digest, so they are the same image.
        </Notice>
      ) : null}
      <Panel title={countChanges(data.platforms) || 'No platforms'} actions={asData} isFlush>
        {data.platforms.length === 0 ? (
          <EmptyState title="No platforms">Neither is built for a platform, so there is nothing to compare.</EmptyState>
        ) : (
          <CompareTable platforms={data.platforms} />
        )}
      </Panel>
    </div>
  )
}
