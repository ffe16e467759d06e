'use client'
import { useQuery } from '@tanstack/react-query'
import { FailureNotice } from '@/components/reference/failure-notice'
import { Skeleton } from '@/components/ui/skeleton'
import { deletePlanQuery } from '@/lib/contract/queries'
import { ConfirmPanel } from './confirm-panel'
import { DeletedNotice } from './deleted-notice'
import { ImpactPanel } from './impact-panel'
import { useDeleteTag } from './use-delete-tag'

/** What came with the page is not asked for a second time while the page starts. */
const startFreshMs = 10_000

/** `reference` is canonical. What goes with the tag, and the deletion. */
export function DeleteView({ reference }: { reference: string }) {
  const { data, error, isFetching, refetch } = useQuery({ ...deletePlanQuery(reference), staleTime: startFreshMs })
  const deletion = useDeleteTag(reference)
  if (deletion.data) return <DeletedNotice deleted={deletion.data} />
  const lookAgain = () => {
    deletion.reset()
    void refetch()
  }
  if (error && !isFetching) return <FailureNotice error={error} onRetry={lookAgain} />
  if (data === undefined) return <Skeleton className="h-40 w-full" />
  return (
    <div aria-busy={isFetching} className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <ImpactPanel plan={data} />
      <ConfirmPanel key={data.digest} plan={data} deletion={deletion} isLooking={isFetching} onLookAgain={lookAgain} />
    </div>
  )
}
