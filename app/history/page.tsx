import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getQueryClient } from '@/app/query-client'
import { HistoryFailure } from '@/components/history/history-failure'
import { HistoryFilter } from '@/components/history/history-filter'
import { HistoryView } from '@/components/history/history-view'
import { type RepositoryField, readRepositoryField } from '@/components/history/repository-field'
import { DataMenu } from '@/components/reference/data-menu'
import { endpointUrl } from '@/lib/contract/call-api'
import { listHistoryEndpoint } from '@/lib/contract/history'
import { historyQuery } from '@/lib/contract/queries'
import { listHistory } from '@/lib/server/list-history'
import { pageContext } from '@/lib/server/page-context'
import { setPageStatus } from '@/lib/server/page-status'
import { toApiError } from '@/lib/server/to-api-error'

type Props = PageProps<'/history'>

export const metadata: Metadata = { title: 'History' }

export default async function HistoryPage({ searchParams }: Props) {
  const field = readRepositoryField([(await searchParams).repository ?? ''].flat()[0] ?? '')
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <h1 className="font-semibold text-2xl tracking-tight">History</h1>
        <DataMenu json={endpointUrl(listHistoryEndpoint, { repository: field.repository })} />
      </div>
      <p className="mt-1 mb-5 max-w-prose text-ink-muted">
        What was written to tags from here, newest first. What a tag named before is kept, so that it can be put back.
      </p>
      <HistoryFilter key={field.text} field={field} />
      <div className="mt-4">{await entriesOf(field)}</div>
    </>
  )
}

async function entriesOf({ repository, fault }: RepositoryField) {
  if (fault !== undefined) {
    setPageStatus('REFERENCE_INVALID')
    return null
  }
  const client = getQueryClient()
  const context = await pageContext()
  try {
    await client.infiniteQuery({
      ...historyQuery(repository),
      queryFn: ({ pageParam }) => listHistory({ repository, before: pageParam }, context),
      retry: false,
    })
  } catch (error) {
    const { code, message } = toApiError(error)
    setPageStatus(code)
    return <HistoryFailure message={message} />
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <HistoryView key={repository} repository={repository} />
    </HydrationBoundary>
  )
}
