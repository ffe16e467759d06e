import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getQueryClient } from '@/app/query-client'
import { NothingToSplit } from '@/components/split/nothing-to-split'
import { SplitFailure } from '@/components/split/split-failure'
import { readSplitFields, type SplitFields } from '@/components/split/split-fields'
import { SplitReferenceForm } from '@/components/split/split-reference-form'
import { SplitWorkbench } from '@/components/split/split-workbench'
import { splitPlanQuery } from '@/lib/contract/queries'
import { pageContext } from '@/lib/server/page-context'
import { setPageStatus } from '@/lib/server/page-status'
import { planSplit } from '@/lib/server/plan-split'
import { toApiError } from '@/lib/server/to-api-error'

type Props = PageProps<'/split'>

export const metadata: Metadata = { title: 'Split' }

export default async function SplitPage({ searchParams }: Props) {
  const fields = readSplitFields(await searchParams)
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">Split an index</h1>
      <p className="mt-1 mb-5 max-w-prose text-ink-muted">
        Give each platform a tag of its own, for builds that must name their architecture. Nothing is written before you
        push.
      </p>
      <SplitReferenceForm key={fields.reference ?? fields.text} fields={fields} />
      <div className="mt-4">{await planned(fields)}</div>
    </>
  )
}

async function planned({ reference, fault, options }: SplitFields) {
  if (fault !== undefined) {
    setPageStatus('REFERENCE_INVALID')
    return null
  }
  if (reference === undefined) return <NothingToSplit />
  const input = { reference, ...options }
  const client = getQueryClient()
  const context = await pageContext()
  try {
    await client.query({ ...splitPlanQuery(input), queryFn: () => planSplit(input, context) })
  } catch (error) {
    const failure = toApiError(error)
    setPageStatus(failure.code)
    return <SplitFailure error={failure} />
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SplitWorkbench key={reference} reference={reference} />
    </HydrationBoundary>
  )
}
