/** Platforms: how they are written, normalised, compared and ordered. Source: containerd/platforms; image-spec, image-index.md. */
import { z } from 'zod'

/** As stored in a descriptor or a config; every field may be missing or odd in the wild. */
export const platformSchema = z.looseObject({
  architecture: z.string(),
  os: z.string(),
  'os.version': z.string().optional(),
  'os.features': z.array(z.string()).optional(),
  variant: z.string().optional(),
})

export interface Platform {
  architecture: string
  os: string
  'os.version'?: string
  'os.features'?: string[]
  variant?: string
}

const operatingSystems: Record<string, string> = { macos: 'darwin' }

/** Variants that an architecture's name settles are forced; the others keep what was written. */
const architectures: Record<string, { architecture: string; variant?: string }> = {
  i386: { architecture: '386', variant: '' },
  x86_64: { architecture: 'amd64' },
  'x86-64': { architecture: 'amd64' },
  aarch64: { architecture: 'arm64' },
  armhf: { architecture: 'arm', variant: 'v7' },
  armel: { architecture: 'arm', variant: 'v6' },
}

const variants: Record<string, Record<string, string>> = {
  amd64: { v1: '' },
  arm64: { '8': '', v8: '', 'v8.0': '', '9': 'v9', '9.0': 'v9', 'v9.0': 'v9' },
  arm: { '': 'v7', '5': 'v5', '6': 'v6', '7': 'v7', '8': 'v8' },
}

const lookUp = <T>(table: Record<string, T>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/**
 * Lower-case canonical names as containerd gives them: `x86_64` → `amd64`, `arm64/v8` → `arm64`, bare `arm` → `arm/v7`.
 * An empty os stays empty: the machine that runs this says nothing about the image. Source: containerd/platforms, database.go.
 */
export function normalizePlatform(platform: Platform): Platform {
  const givenOs = platform.os.toLowerCase()
  const os = lookUp(operatingSystems, givenOs) ?? givenOs
  const givenArchitecture = platform.architecture.toLowerCase()
  const alias = lookUp(architectures, givenArchitecture)
  const architecture = alias?.architecture ?? givenArchitecture
  const givenVariant = alias?.variant ?? (platform.variant ?? '').toLowerCase()
  const variant = lookUp(variants[architecture] ?? {}, givenVariant) ?? givenVariant
  const features = [...new Set(platform['os.features'] ?? [])].sort()
  return {
    architecture,
    os,
    ...(platform['os.version'] ? { 'os.version': platform['os.version'] } : {}),
    ...(features.length > 0 ? { 'os.features': features } : {}),
    ...(variant ? { variant } : {}),
  }
}

/** `linux/arm64`, `linux/arm/v7`, `windows/amd64 (10.0.20348.2700)`: normalised, for people and for the API. */
export function formatPlatform(platform: Platform): string {
  const { os, architecture, variant, 'os.version': osVersion } = normalizePlatform(platform)
  const name = [os || 'unknown', architecture || 'unknown', ...(variant ? [variant] : [])].join('/')
  return osVersion ? `${name} (${osVersion})` : name
}

const isPart = (text: string) => /^[A-Za-z0-9_.-]+$/.test(text)

/**
 * Reads `os/architecture[/variant]`, with a version as `windows/amd64 (10.0.1)` or, as containerd writes it, `windows(10.0.1)/amd64`.
 * Returns the normalised platform, or undefined for anything else (also for a lone `amd64`: half a platform is a guess).
 */
export function parsePlatform(text: string): Platform | undefined {
  if (text.length > 255) return undefined
  const trimmed = text.trim()
  const trailing = /^([^()]+?)\s*\(([^()]*)\)$/.exec(trimmed)
  const leading = /^([^/()]+)\(([^()]*)\)(\/[^()]+)$/.exec(trimmed)
  const name = trailing ? trailing[1] : leading ? `${leading[1]}${leading[3]}` : trimmed
  const options = (trailing ?? leading)?.[2]
  const parts = (name ?? '').split('/')
  const [os, architecture, variant] = parts
  if (!os || !architecture || parts.length > 3 || !parts.every(isPart)) return undefined
  const [version, ...features] = (options ?? '').split('+')
  if (options !== undefined && (!/^[\w.-]*$/.test(version ?? '') || !features.every(isPart))) return undefined
  return normalizePlatform({
    os,
    architecture,
    ...(variant ? { variant } : {}),
    ...(version ? { 'os.version': version } : {}),
    ...(features.length > 0 ? { 'os.features': features } : {}),
  })
}

/** Equal for platforms that a client cannot tell apart. */
export function platformKey(platform: Platform): string {
  const { os, architecture, variant = '', ...rest } = normalizePlatform(platform)
  return JSON.stringify([os, architecture, variant, rest['os.version'] ?? '', rest['os.features'] ?? []])
}

/** Whether the name alone says which images it takes; `unknown`, an empty part and bare `arm` do not. */
export function isCompletePlatform(platform: Partial<Platform> | undefined): platform is Platform {
  const isKnown = (part: string | undefined) => part !== undefined && part !== '' && part !== 'unknown'
  return isKnown(platform?.os) && isKnown(platform?.architecture)
}

const collator = new Intl.Collator('en', { numeric: true })

function compareNormalized(left: Platform, right: Platform): number {
  const collate = (x = '', y = '') => collator.compare(x, y)
  return (
    collate(left.os, right.os) ||
    collate(left.architecture, right.architecture) ||
    collate(left.variant, right.variant) ||
    collate(left['os.version'], right['os.version']) ||
    collate(left['os.features']?.join('+'), right['os.features']?.join('+'))
  )
}

/** The order of every table: os, architecture, variant, os.version; numbers inside count as numbers. */
export function comparePlatforms(a: Platform, b: Platform): number {
  return compareNormalized(normalizePlatform(a), normalizePlatform(b))
}

/** A copy in the order of comparePlatforms. */
export function sortByPlatform<T>(items: readonly T[], platformOf: (item: T) => Platform): T[] {
  return items
    .map((item) => ({ item, platform: normalizePlatform(platformOf(item)) }))
    .sort((a, b) => compareNormalized(a.platform, b.platform))
    .map(({ item }) => item)
}
