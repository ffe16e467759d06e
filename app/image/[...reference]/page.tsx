import { dehydrate, HydrationBoundary, noop } from '@tanstack/react-query'
import type { Metadata, Route } from 'next'
import { redirect } from 'next/navigation'
import { getQueryClient } from '@/app/query-client'
import { readImageAddress } from '@/components/image/image-address'
import { ImageFailure } from '@/components/image/image-failure'
import { ImageView } from '@/components/image/image-view'
import { pinnedTag } from '@/components/image/pinned-tag'
import { shortName } from '@/components/image/short-name'
import { RefusedSignIn } from '@/components/reference/refused-sign-in'
import { getPreviewEndpoint } from '@/lib/contract/badge'
import { endpointUrl } from '@/lib/contract/call-api'
import { imageHref, textFromSegments } from '@/lib/contract/links'
import { imageQuery } from '@/lib/contract/queries'
import { inspectImage } from '@/lib/server/inspect-image'
import { pageContext } from '@/lib/server/page-context'
import { setPageStatus } from '@/lib/server/page-status'
import { refusedRegistry } from '@/lib/server/refused-registry'
import { siteSettings } from '@/lib/server/site-settings'
import { toApiError } from '@/lib/server/to-api-error'

/** What a hundred platforms need. Beyond it, drawing would hold up everybody else; the browser does it. */
const maxDrawnBytes = 131_072

type Props = PageProps<'/image/[...reference]'>

function viewOf({ platform, machine }: Awaited<Props['searchParams']>) {
  const text = (value: string | string[] | undefined) => (typeof value === 'string' ? value : undefined)
  return { platform: text(platform), machine: text(machine) }
}

/** A preview needs an absolute address; without a configured one there is none. */
function previewOf(reference: string): Metadata {
  const { origin } = siteSettings()
  if (origin === undefined) return {}
  const url = endpointUrl(getPreviewEndpoint, { ref: reference })
  const images = [{ url, width: 1200, height: 630, alt: `Platforms of ${reference}` }]
  return {
    metadataBase: new URL(origin),
    openGraph: { title: shortName(reference), siteName: 'Archipelago', images },
    twitter: { card: 'summary_large_image', images },
  }
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { reference } = readImageAddress((await params).reference)
  if (reference === undefined) return { title: 'Not an image reference' }
  return { title: shortName(reference), ...previewOf(reference) }
}

export default async function ImagePage({ params, searchParams }: Props) {
  const segments = (await params).reference
  const { reference, problem } = readImageAddress(segments)
  if (reference === undefined) {
    setPageStatus('REFERENCE_INVALID')
    return <ImageFailure error={{ code: 'REFERENCE_INVALID', message: problem }} />
  }
  if (textFromSegments(segments) !== reference) redirect(imageHref(reference, viewOf(await searchParams)) as Route)
  const client = getQueryClient()
  const context = await pageContext()
  const read = (detail: 'index' | 'full') =>
    client.query({
      ...imageQuery(reference, detail),
      queryFn: () => inspectImage({ ref: reference, detail }, context),
      retry: false,
    })
  const pin = pinnedTag(reference)
  // What the tag names now; where that cannot be read, the page says so by itself.
  const today =
    pin &&
    client
      .query({
        ...imageQuery(pin.tagged, 'index'),
        queryFn: () => inspectImage({ ref: pin.tagged, detail: 'index' }, context),
        retry: false,
      })
      .catch(noop)
  let isLarge = false
  try {
    const [image] = await Promise.all([read('index'), today])
    isLarge = image.size > maxDrawnBytes
  } catch (error) {
    const failure = toApiError(error)
    setPageStatus(failure.code)
    return <ImageFailure error={failure} reference={reference} />
  }
  const refused = refusedRegistry(reference, context)
  // Not awaited: the rows are in the first HTML, their sizes and times stream in behind it.
  if (!isLarge) read('full').catch(noop)
  return (
    <HydrationBoundary state={isLarge ? undefined : dehydrate(client)}>
      {refused ? <RefusedSignIn registry={refused} back={imageHref(reference)} /> : null}
      <ImageView reference={reference} />
    </HydrationBoundary>
  )
}
