import type { KnownTags } from './known-tag'

/** One platform for which several of the chosen tags have an image. */
export interface TrayConflict {
  platform: string
  tags: string[]
  /** Whether it is the same image each time, which is asked for twice, not in conflict. */
  isSameImage: boolean
}

/** What is known of the chosen tags’ platforms goes into one index, in which each platform has one place. */
export function trayConflicts(chosen: readonly string[], known: KnownTags): TrayConflict[] {
  const byPlatform = new Map<string, { tag: string; digest: string }[]>()
  for (const tag of chosen)
    for (const { platform, digest } of known.get(tag)?.facts?.images ?? [])
      byPlatform.set(platform, [...(byPlatform.get(platform) ?? []), { tag, digest }])
  return [...byPlatform].flatMap(([platform, images]) => {
    const tags = [...new Set(images.map(({ tag }) => tag))]
    if (tags.length < 2) return []
    return [{ platform, tags, isSameImage: new Set(images.map(({ digest }) => digest)).size === 1 }]
  })
}

function listed(tags: readonly string[]): string {
  if (tags.length > 3) return `${tags.slice(0, 2).join(', ')} and ${tags.length - 2} more`
  return `${tags.slice(0, -1).join(', ')} and ${tags.at(-1)}`
}

export function conflictWords({ platform, tags, isSameImage }: TrayConflict): string {
  if (isSameImage) return `${listed(tags)} have the same image for ${platform}: one of them is enough.`
  return `${listed(tags)} have different images for ${platform}: an index has one for each platform.`
}
