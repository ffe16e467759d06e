import { dehydrate, HydrationBoundary, noop } from '@tanstack/react-query'
import type { Metadata, Route } from 'next'
import { redirect } from 'next/navigation'
import { getQueryClient } from '@/app/query-client'
import { readImageAddress } from '@/components/image/image-address'
import { ImageFailure } from '@/components/image/image-failure'
import { ImageView } from '@/components/image/image-view'
import { shortName } from '@/components/image/short-name'
import { imageHref, textFromSegments } from '@/lib/contract/links'
import { imageQuery } from '@/lib/contract/queries'
import { inspectImage } from '@/lib/server/inspect-image'
import { pageContext } from '@/lib/server/page-context'
import { setPageStatus } from '@/lib/server/page-status'
import { toApiError } from '@/lib/server/to-api-error'

type Props = PageProps<'/image/[...reference]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { reference } = readImageAddress((await params).reference)
  return { title: reference ? shortName(reference) : 'Not an image reference' }
}

export default async function ImagePage({ params, searchParams }: Props) {
  const segments = (await params).reference
  const { reference, problem } = readImageAddress(segments)
  if (reference === undefined) {
    setPageStatus('REFERENCE_INVALID')
    return <ImageFailure code="REFERENCE_INVALID" message={problem} />
  }
  const { platform } = await searchParams
  if (textFromSegments(segments) !== reference)
    redirect(imageHref(reference, typeof platform === 'string' ? platform : undefined) as Route)
  const client = getQueryClient()
  const context = await pageContext()
  const read = (detail: 'index' | 'full') =>
    client.query({
      ...imageQuery(reference, detail),
      queryFn: () => inspectImage({ ref: reference, detail }, context),
      retry: false,
    })
  try {
    await read('index')
  } catch (error) {
    const { code, message } = toApiError(error)
    setPageStatus(code)
    return <ImageFailure code={code} message={message} reference={reference} />
  }
  // Not awaited: the rows are in the first HTML, their sizes and times stream in behind it.
  read('full').catch(noop)
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ImageView reference={reference} />
    </HydrationBoundary>
  )
}
