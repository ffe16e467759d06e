import { comparePlatforms, formatPlatform, type Platform, parsePlatform } from '@/lib/oci/platform'
import type { KnownTags } from './known-tag'

/** A platform’s own place in every row. Windows versions of one build share theirs: they differ with each monthly update. */
export interface PlatformColumn {
  /** As the API writes it. */
  platform: string
  /** What the head shows: `arm/v7`, and above it the os where it is not linux. */
  name: string
  os?: string
  /** The Windows build: `20348`. */
  version?: string
}

const unknown: Platform = { os: '', architecture: '' }

function buildOf(version: string): string {
  return version.split('.').slice(0, 3).join('.')
}

/** The column that a platform, as the API writes it, belongs to. */
export function columnPlatform(platform: string): string {
  if (!platform.includes('(')) return platform
  const read = parsePlatform(platform)
  const version = read?.['os.version']
  return read && version ? formatPlatform({ ...read, 'os.version': buildOf(version) }) : platform
}

function describeColumn(platform: string): PlatformColumn {
  const { os, architecture, variant, ...rest } = parsePlatform(platform) ?? unknown
  const version = rest['os.version']?.split('.').at(2)
  return {
    platform,
    name: [architecture || platform, ...(variant ? [variant] : [])].join('/'),
    ...(os && os !== 'linux' ? { os } : {}),
    ...(version ? { version } : {}),
  }
}

/** In the order of every table; what has no name comes last. */
export function sortPlatforms(platforms: Iterable<string>): string[] {
  const read = [...new Set(platforms)].map((platform) => ({ platform, parsed: parsePlatform(platform) }))
  return read
    .toSorted((a, b) => {
      if (!a.parsed || !b.parsed) return Number(!a.parsed) - Number(!b.parsed)
      return comparePlatforms(a.parsed, b.parsed)
    })
    .map(({ platform }) => platform)
}

/** Every platform that any tag is known to have. */
export function seenPlatforms(known: KnownTags): string[] {
  const seen = new Set<string>()
  for (const { facts } of known.values()) for (const platform of facts?.platforms ?? []) seen.add(platform)
  return sortPlatforms([...seen].map(columnPlatform))
}

export function platformColumns(platforms: readonly string[]): PlatformColumn[] {
  return platforms.map(describeColumn)
}
