import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getQueryClient } from '@/app/query-client'
import { DeleteFailure } from '@/components/delete/delete-failure'
import { DeleteView } from '@/components/delete/delete-view'
import { NothingToDelete } from '@/components/delete/nothing-to-delete'
import { readTagField, type TagField } from '@/components/delete/tag-field'
import { TagForm } from '@/components/delete/tag-form'
import { deletePlanQuery } from '@/lib/contract/queries'
import { pageContext } from '@/lib/server/page-context'
import { setPageStatus } from '@/lib/server/page-status'
import { planDelete } from '@/lib/server/plan-delete'
import { toApiError } from '@/lib/server/to-api-error'

type Props = PageProps<'/delete'>

export const metadata: Metadata = { title: 'Delete a tag' }

export default async function DeletePage({ searchParams }: Props) {
  const field = readTagField([(await searchParams).ref ?? ''].flat()[0] ?? '')
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">Delete a tag</h1>
      <p className="mt-1 mb-5 max-w-prose text-ink-muted">
        First see what goes with it. Nothing is deleted before you have typed its name.
      </p>
      <TagForm key={field.text} field={field} />
      <div className="mt-4">{await planned(field)}</div>
    </>
  )
}

async function planned({ reference, fault }: TagField) {
  if (fault !== undefined) {
    setPageStatus('REFERENCE_INVALID')
    return null
  }
  if (reference === undefined) return <NothingToDelete />
  const client = getQueryClient()
  const context = await pageContext()
  try {
    await client.query({ ...deletePlanQuery(reference), queryFn: () => planDelete({ reference }, context) })
  } catch (error) {
    const failure = toApiError(error)
    setPageStatus(failure.code)
    return <DeleteFailure reference={reference} error={failure} />
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <DeleteView key={reference} reference={reference} />
    </HydrationBoundary>
  )
}
