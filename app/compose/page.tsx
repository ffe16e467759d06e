import { dehydrate, HydrationBoundary, noop } from '@tanstack/react-query'
import type { Metadata } from 'next'
import { getQueryClient } from '@/app/query-client'
import { ComposeForm } from '@/components/compose/compose-form'
import { planInputFrom } from '@/components/compose/plan-input'
import { planQuery } from '@/lib/contract/queries'
import { pageContext } from '@/lib/server/page-context'
import { planCompose } from '@/lib/server/plan-compose'

type Props = PageProps<'/compose'>

export const metadata: Metadata = { title: 'Compose' }

async function queryOf(searchParams: Props['searchParams']): Promise<URLSearchParams> {
  const pairs = Object.entries(await searchParams).flatMap(([name, value]) =>
    [value ?? []].flat().map((item) => [name, item]),
  )
  return new URLSearchParams(pairs)
}

export default async function ComposePage({ searchParams }: Props) {
  const client = getQueryClient()
  const input = planInputFrom(await queryOf(searchParams))
  const context = await pageContext()
  // What fails here is asked again by the page itself, which then shows why.
  if (input) await client.query({ ...planQuery(input), queryFn: () => planCompose(input, context) }).catch(noop)
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">Compose an index</h1>
      <p className="mt-1 mb-5 max-w-prose text-ink-muted">
        Join images for different platforms under one tag. Nothing is written before you push.
      </p>
      <HydrationBoundary state={dehydrate(client)}>
        <ComposeForm />
      </HydrationBoundary>
    </>
  )
}
