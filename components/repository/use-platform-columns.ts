import { useMemo } from 'react'
import type { KnownTags } from './known-tag'
import { type PlatformColumn, platformColumns, seenPlatforms } from './platform-column'

/** The union of all platforms read so far; the same objects while it stays the same. */
export function usePlatformColumns(known: KnownTags): { platforms: string[]; columns: PlatformColumn[] } {
  const key = useMemo(() => JSON.stringify(seenPlatforms(known)), [known])
  return useMemo(() => {
    const platforms: string[] = JSON.parse(key)
    return { platforms, columns: platformColumns(platforms) }
  }, [key])
}
