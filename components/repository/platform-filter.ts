import type { KnownTags } from './known-tag'
import { columnPlatform } from './platform-column'

/** Platforms, as the columns name them, that a tag must have and must not have. */
export interface PlatformFilter {
  has: readonly string[]
  lacks: readonly string[]
}

export const isFiltering = ({ has, lacks }: PlatformFilter) => has.length + lacks.length > 0

/** The tags that are known to fulfil it: one whose platforms are unknown neither has nor lacks any. */
export function filterByPlatforms(tags: readonly string[], known: KnownTags, { has, lacks }: PlatformFilter): string[] {
  return tags.filter((tag) => {
    const facts = known.get(tag)?.facts
    if (!facts || facts.kind === 'artifact') return false
    const platforms = new Set(facts.platforms.map(columnPlatform))
    return has.every((platform) => platforms.has(platform)) && !lacks.some((platform) => platforms.has(platform))
  })
}

export interface Checked {
  checked: number
  /** Of those, how many could not be read. */
  failed: number
}

export function countChecked(tags: readonly string[], known: KnownTags): Checked {
  let [checked, failed] = [0, 0]
  for (const tag of tags) {
    const { facts, error } = known.get(tag) ?? {}
    if (facts || error) checked += 1
    if (!facts && error) failed += 1
  }
  return { checked, failed }
}
