/** What a badge says of an image’s platforms. */
export interface BadgeText {
  label: string
  /** Short forms: `amd64`, `arm/v7`, `windows/amd64`; none when unknown. */
  platforms: string[]
  /** How many more there are. */
  further: number
}

const maxPlatforms = 8
const maxTextLength = 40

/** One line of what XML and people can read: no control characters, nothing that turns the direction of text. */
export function cleanText(text: string): string {
  return text.replace(/[^\x20-\x7e\u00a1-\u024f\u2010-\u2027]/g, '').slice(0, maxTextLength)
}

function shortName(platform: string): string {
  return cleanText(platform.replace(/ \(.*\)$/, '').replace(/^linux\//, ''))
}

export function badgeText(platforms: readonly string[], label = 'platforms'): BadgeText {
  const names = [...new Set(platforms.filter((name) => name !== 'unknown').map(shortName))].filter(
    (name) => name !== '',
  )
  // “+1” would take no less room than the one it stands for
  const shown = names.length === maxPlatforms + 1 ? names : names.slice(0, maxPlatforms)
  return { label: cleanText(label) || 'platforms', platforms: shown, further: names.length - shown.length }
}

/** The badge’s right half as one text. */
export function badgeMessage({ platforms, further }: BadgeText): string {
  if (platforms.length === 0) return 'unknown'
  return [...platforms, ...(further > 0 ? [`+${further}`] : [])].join(' | ')
}
