'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { FailureNotice } from '@/components/reference/failure-notice'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { Skeleton } from '@/components/ui/skeleton'
import type { History } from '@/lib/contract/history'
import { historyQuery } from '@/lib/contract/queries'
import { HistoryRow } from './history-row'
import { NotDurableNotice } from './not-durable-notice'
import { NothingWritten } from './nothing-written'

const lookAgainMs = 3000

const isUnderWay = ({ entries }: History) => entries.some(({ state }) => state === 'started')

/** `repository` is canonical; without it, everything is shown. */
export function HistoryView({ repository }: { repository: string | undefined }) {
  const history = useInfiniteQuery({
    ...historyQuery(repository),
    refetchInterval: ({ state }) => (state.data?.pages.some(isUnderWay) ? lookAgainMs : false),
  })
  const { data, error, hasNextPage, isFetching, isFetchingNextPage } = history
  if (data === undefined)
    return error ? (
      <FailureNotice error={error} onRetry={() => void history.refetch()} isRetrying={isFetching} />
    ) : (
      <Skeleton className="h-40 w-full" />
    )
  const entries = data.pages.flatMap((page) => page.entries)
  return (
    <div className="space-y-4">
      {data.pages[0]?.durable === false ? <NotDurableNotice /> : null}
      {entries.length === 0 ? (
        <NothingWritten repository={repository} />
      ) : (
        <Panel isFlush>
          <ol aria-label="Writes, newest first">
            {entries.map((entry) => (
              <HistoryRow key={entry.id} entry={entry} isMixed={repository === undefined} />
            ))}
          </ol>
        </Panel>
      )}
      {error ? (
        <FailureNotice
          error={error}
          title="The list may be out of date or incomplete."
          onRetry={() => void (history.isFetchNextPageError ? history.fetchNextPage() : history.refetch())}
          isRetrying={isFetching}
        />
      ) : null}
      {hasNextPage && !history.isFetchNextPageError ? (
        <div className="flex justify-center">
          <Button isBusy={isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
            {isFetchingNextPage ? 'Reading older ones…' : 'Show older ones'}
          </Button>
        </div>
      ) : null}
    </div>
  )
}
