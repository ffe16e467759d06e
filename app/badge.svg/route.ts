import { badgeText } from '@/components/badge/badge-text'
import { drawBadge } from '@/components/badge/draw-badge'
import { getBadgeEndpoint } from '@/lib/contract/badge'
import { anonymousContext } from '@/lib/server/anonymous-context'
import { cacheControl, readPublicImage } from '@/lib/server/badge-facts'
import { allowEmbedding } from '@/lib/server/badge-headers'
import { handle } from '@/lib/server/handle'

export const GET = handle(getBadgeEndpoint, async ({ ref, label }, context) => {
  const { image, ...freshness } = await readPublicImage({ ref, sizes: false }, anonymousContext(context))
  const svg = drawBadge(badgeText(image?.platforms.map(({ platform }) => platform) ?? [], label))
  allowEmbedding()
  return {
    bytes: new TextEncoder().encode(svg),
    headers: { 'content-type': 'image/svg+xml; charset=utf-8', 'cache-control': cacheControl(freshness) },
  }
})
