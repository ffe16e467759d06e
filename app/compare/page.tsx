import { dehydrate, HydrationBoundary } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getQueryClient } from '@/app/query-client'
import { CompareFailure } from '@/components/compare/compare-failure'
import { type CompareFields, readCompareFields } from '@/components/compare/compare-fields'
import { CompareForm } from '@/components/compare/compare-form'
import { CompareResult } from '@/components/compare/compare-result'
import { NothingToCompare } from '@/components/compare/nothing-to-compare'
import { shortName } from '@/components/image/short-name'
import { compareQuery } from '@/lib/contract/queries'
import { compareImages } from '@/lib/server/compare-images'
import { inspectImage } from '@/lib/server/inspect-image'
import { pageContext } from '@/lib/server/page-context'
import { setPageStatus } from '@/lib/server/page-status'
import type { RequestContext } from '@/lib/server/request-context'
import { toApiError } from '@/lib/server/to-api-error'

type Props = PageProps<'/compare'>

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { base, target } = readCompareFields(await searchParams)
  if (!base.reference || !target.reference) return { title: 'Compare' }
  return { title: `${shortName(base.reference)} → ${shortName(target.reference)}` }
}

export default async function ComparePage({ searchParams }: Props) {
  const fields = readCompareFields(await searchParams)
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">Compare two images</h1>
      <p className="mt-1 mb-5 max-w-prose text-ink-muted">
        Platform by platform: what came, what went, what was rebuilt, and which layers stayed.
      </p>
      <CompareForm key={`${fields.base.text} ${fields.target.text}`} fields={fields} />
      <div className="mt-6">{await compared(fields)}</div>
    </>
  )
}

async function compared({ base, target }: CompareFields) {
  if (base.fault !== undefined || target.fault !== undefined) {
    setPageStatus('REFERENCE_INVALID')
    return <NothingToCompare />
  }
  if (base.reference === undefined || target.reference === undefined) return <NothingToCompare />
  const sides = { base: base.reference, target: target.reference }
  const client = getQueryClient()
  const context = await pageContext()
  try {
    await client.query({
      ...compareQuery(sides.base, sides.target),
      queryFn: () => compareImages(sides, context),
      retry: false,
    })
  } catch (error) {
    const failure = toApiError(error)
    setPageStatus(failure.code)
    return <CompareFailure error={failure} reference={await unreadable(sides, context)} />
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CompareResult {...sides} />
    </HydrationBoundary>
  )
}

/** Which of the two could not be read; asked after a failure only. */
async function unreadable(sides: { base: string; target: string }, context: RequestContext) {
  const read = (ref: string) =>
    inspectImage({ ref, detail: 'index' }, context).then(
      () => undefined,
      () => ref,
    )
  const [base, target] = await Promise.all([read(sides.base), read(sides.target)])
  return base ?? target
}
