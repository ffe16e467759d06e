import { badgeMessage, badgeText } from '@/components/badge/badge-text'
import { getShieldsBadgeEndpoint } from '@/lib/contract/badge'
import { anonymousContext } from '@/lib/server/anonymous-context'
import { readPublicImage } from '@/lib/server/badge-facts'
import { handle } from '@/lib/server/handle'

export const GET = handle(getShieldsBadgeEndpoint, async ({ ref, label }, context) => {
  const { image, maxAgeSeconds } = await readPublicImage({ ref, sizes: false }, anonymousContext(context))
  const text = badgeText(image?.platforms.map(({ platform }) => platform) ?? [], label)
  return {
    schemaVersion: 1 as const,
    label: text.label,
    message: badgeMessage(text),
    color: image ? 'informational' : 'inactive',
    cacheSeconds: maxAgeSeconds,
  }
})
