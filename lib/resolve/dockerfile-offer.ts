import { formatPlatform, type Platform, parsePlatform } from '@/lib/oci/platform'
import { chooseEntry } from './choose-entry'

export type Offer = { state: 'has' | 'other'; takes?: string } | { state: 'lacks' | 'unknown' }

/**
 * What a builder gets for `wanted` from an image with these platforms, as the API writes them. `takes` names what it is
 * where that is not exactly what was wanted; `other` when it is for another architecture, such as 32-bit ARM on arm64.
 */
export function offerFor(wanted: Platform, platforms: readonly string[]): Offer {
  const entries = platforms.map((name) => ({ digest: name, platform: parsePlatform(name) }))
  const { chosen } = chooseEntry(wanted, entries)
  if (!chosen?.platform) return platforms.includes('unknown') ? { state: 'unknown' } : { state: 'lacks' }
  const takes = formatPlatform(chosen.platform)
  if (takes === formatPlatform(wanted)) return { state: 'has' }
  return { state: chosen.platform.architecture === wanted.architecture ? 'has' : 'other', takes }
}
