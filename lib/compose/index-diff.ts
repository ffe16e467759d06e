import { formatPlatform, isCompletePlatform, type Platform, platformKey, sortByPlatform } from '@/lib/oci/platform'

export interface PlatformImage {
  platform?: Platform | null
  digest: string
}

export interface PlatformChange {
  platform: string
  change: 'added' | 'removed' | 'changed' | 'same'
  before?: string
  after?: string
}

/** Of several images for one platform clients take the first. */
function firstByPlatform(images: PlatformImage[]): Map<string, { platform: Platform; digest: string }> {
  const found = new Map<string, { platform: Platform; digest: string }>()
  for (const { platform, digest } of images) {
    if (!isCompletePlatform(platform ?? undefined) || !platform) continue
    const key = platformKey(platform)
    if (!found.has(key)) found.set(key, { platform, digest })
  }
  return found
}

function changeOf(before: string | undefined, after: string | undefined): PlatformChange['change'] {
  if (before === undefined) return 'added'
  if (after === undefined) return 'removed'
  return before === after ? 'same' : 'changed'
}

/** What becomes of each platform, by digest, in the order of comparePlatforms; images whose platform nobody knows are no rows. */
export function diffPlatforms(before: PlatformImage[], after: PlatformImage[]): PlatformChange[] {
  const [old, now] = [firstByPlatform(before), firstByPlatform(after)]
  const rows = sortByPlatform([...new Map([...old, ...now])], ([, { platform }]) => platform)
  return rows.map(([key, { platform }]) => {
    const [was, is] = [old.get(key)?.digest, now.get(key)?.digest]
    return {
      platform: formatPlatform(platform),
      change: changeOf(was, is),
      ...(was !== undefined ? { before: was } : {}),
      ...(is !== undefined ? { after: is } : {}),
    }
  })
}
