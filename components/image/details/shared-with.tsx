import { PlatformChip } from '@/components/reference/platform-chip'

const mostNamed = 3

interface SharedWithProps {
  /** The other platforms that have the layer. */
  platforms: readonly string[]
  /** How many others the image has. */
  count: number
}

export function SharedWith({ platforms, count }: SharedWithProps) {
  if (platforms.length > mostNamed)
    return (
      <span title={platforms.join(', ')} className="text-ink-muted">
        also in {platforms.length === count ? `all ${count}` : `${platforms.length} of ${count}`} other platforms
      </span>
    )
  return (
    <span className="inline-flex flex-wrap items-center gap-1 text-ink-muted">
      also in
      {platforms.map((platform) => (
        <PlatformChip key={platform} platform={platform} />
      ))}
    </span>
  )
}
