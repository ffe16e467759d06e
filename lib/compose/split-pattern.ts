import { normalizePlatform, type Platform } from '@/lib/oci/platform'

/** `docker`: amd64, arm64, armv7. `uname`: x86_64, aarch64, armv7l, as `uname -m` prints them. */
export type ArchitectureNaming = 'docker' | 'uname'

const unameNames: Record<string, string> = { amd64: 'x86_64', arm64: 'aarch64', '386': 'i686', loong64: 'loongarch64' }

const placeholder = /\{([^{}]*)\}/g
const known = ['tag', 'arch', 'os', 'variant', 'platform']

/** What is wrong with a pattern, as a sentence; undefined when it can be used. */
export function checkPattern(pattern: string, tag: string | undefined): string | undefined {
  const names = [...pattern.matchAll(placeholder)].map(([, name]) => name ?? '')
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined)
    return `The pattern has {${unknown}}, which means nothing; use ${known.map((name) => `{${name}}`).join(', ')}.`
  if (/[{}]/.test(pattern.replace(placeholder, ''))) return 'The pattern has a brace without its counterpart.'
  if (!names.includes('arch') && !names.includes('platform'))
    return 'The pattern needs {arch} or {platform}: without it every platform would get the same tag.'
  if (names.includes('tag') && tag === undefined)
    return 'The pattern has {tag}, but the reference names no tag; write the tag out in the pattern.'
  return undefined
}

/** Names joined as people write them: `armv7`, `amd64v3`, but `ppc64le-power9`. */
function withVariant(architecture: string, variant: string): string {
  return /^v\d/.test(variant) ? `${architecture}${variant}` : `${architecture}-${variant}`
}

function nameArchitecture({ architecture, variant }: Platform, naming: ArchitectureNaming, isBare: boolean): string {
  const name = naming === 'uname' ? (unameNames[architecture] ?? architecture) : architecture
  if (isBare || !variant) return name
  // a 32-bit ARM machine says armv7l: the l is for little-endian
  const isArm = architecture === 'arm' && /^v\d$/.test(variant)
  return `${withVariant(name, variant)}${naming === 'uname' && isArm ? 'l' : ''}`
}

export interface TagNaming {
  pattern: string
  naming: ArchitectureNaming
  tag: string | undefined
  /** What the architecture alone does not tell apart here. */
  states: { os: boolean; osVersion: boolean }
}

/** The tag for a platform. An empty {variant} takes the separator before it along. */
export function fillPattern(given: Platform, { pattern, naming, tag, states }: TagNaming): string {
  const platform = normalizePlatform(given)
  const { os, variant = '', 'os.version': osVersion } = platform
  const architecture = nameArchitecture(platform, naming, pattern.includes('{variant}'))
  const hasOs = /\{(?:os|platform)\}/.test(pattern)
  const osName = states.os && !hasOs && os !== 'linux' ? `${os}-` : ''
  const version = states.osVersion && osVersion ? `-${osVersion}` : ''
  const values: Record<string, string> = {
    tag: tag ?? '',
    os,
    variant,
    arch: `${osName}${architecture}${version}`,
    platform: `${os}-${architecture}${version}`,
  }
  const shown = variant === '' ? pattern.replace(/[-_.]?\{variant\}/g, '') : pattern
  return shown.replace(placeholder, (_, name: string) => values[name] ?? '')
}
