import type { Platform } from '@/lib/oci/platform'

/** What a tag's name claims; the image's config is what counts. */
export interface TagPlatform {
  /** `os` is linux where the tag names none, `architecture` is amd64 where it names only Windows. */
  platform: Platform
  /** As the tag writes it, with the os: `linux-arm64`. */
  spelling: string
  /** The tag without it; `latest` when nothing is left. */
  rest: string
  statesOs: boolean
  statesArchitecture: boolean
}

const architectures: { pattern: string; architecture: string; variant?: string }[] = [
  { pattern: '(?:amd64|x86[-_]64[-_]?)v2', architecture: 'amd64', variant: 'v2' },
  { pattern: '(?:amd64|x86[-_]64[-_]?)v3', architecture: 'amd64', variant: 'v3' },
  { pattern: '(?:amd64|x86[-_]64[-_]?)v4', architecture: 'amd64', variant: 'v4' },
  { pattern: 'amd64|x86[-_]64|x64|intel', architecture: 'amd64' },
  { pattern: 'arm64[-_]?v8|arm64|aarch64|armv8', architecture: 'arm64' },
  { pattern: 'arm(?:32)?[-_]?v7l?|armhf', architecture: 'arm', variant: 'v7' },
  { pattern: 'arm(?:32)?[-_]?v6l?|armel', architecture: 'arm', variant: 'v6' },
  { pattern: 'arm(?:32)?[-_]?v5l?', architecture: 'arm', variant: 'v5' },
  { pattern: 'arm', architecture: 'arm' },
  { pattern: '(?<!\\.)386|i386|i686|x86(?![-_]64)', architecture: '386' },
  { pattern: 'ppc64le|ppc64el|powerpc64le', architecture: 'ppc64le' },
  { pattern: 's390x', architecture: 's390x' },
  { pattern: 'riscv64', architecture: 'riscv64' },
  { pattern: 'mips64le|mips64el', architecture: 'mips64le' },
  { pattern: 'loong64|loongarch64', architecture: 'loong64' },
]

const windowsVersions: Record<string, string> = {
  '1809': '10.0.17763',
  ltsc2019: '10.0.17763',
  ltsc2022: '10.0.20348',
  ltsc2025: '10.0.26100',
}

const windowsWord = '(?:windows)?(?:nanoserver|servercore)|windows|ltsc2019|ltsc2022|ltsc2025|(?<!\\.)1809'
const architectureWord = architectures.map(({ pattern }) => pattern).join('|')
const word = `(?:linux|${windowsWord}|${architectureWord})`
/** `arm64-v8.0.1` is arm64 of version v8.0.1: a variant that stands apart is not followed by `.` and a digit. */
const end = '(?=$|[-_]|\\.(?!\\d)|(?<![-_]v\\d)\\.)'
const phrase = new RegExp(`(?<=^|[-_.])${word}${end}(?:[-_.]${word}${end})*`, 'gi')
const linuxWord = /^linux$/i

const singleWord = new RegExp(`(?<=^|[-_.])${word}${end}`, 'gi')
const wholly = (pattern: string) => new RegExp(`^(?:${pattern})$`, 'i')
const exactWindows = wholly(windowsWord)
const exactArchitectures = architectures.map((named) => ({ ...named, exact: wholly(named.pattern) }))

/** The words of a phrase; spellings that hold a separator themselves stay whole. */
const wordsOf = (text: string): string[] => text.match(singleWord) ?? []

function readWords(words: string[]): Omit<TagPlatform, 'spelling' | 'rest'> | undefined {
  const named = words.flatMap((text) => exactArchitectures.find(({ exact }) => exact.test(text)) ?? [])
  const windows = words.filter((text) => exactWindows.test(text))
  const hasLinux = words.some((text) => linuxWord.test(text))
  if (named.length > 1 || (hasLinux && windows.length > 0) || named.length + windows.length === 0) return undefined
  const version = windows.map((text) => windowsVersions[text.toLowerCase()]).find(Boolean)
  const [{ architecture, variant } = { architecture: 'amd64', variant: undefined }] = named
  return {
    platform: {
      os: windows.length > 0 ? 'windows' : 'linux',
      architecture,
      ...(version ? { 'os.version': version } : {}),
      ...(variant ? { variant } : {}),
    },
    statesOs: hasLinux || windows.length > 0,
    statesArchitecture: named.length > 0,
  }
}

function withoutPhrase(tag: string, { index, length }: { index: number; length: number }): string {
  const before = tag.slice(0, index)
  const after = tag.slice(index + length)
  const rest = after === '' ? before.slice(0, -1) : `${before}${after.slice(1)}`
  return rest.replace(/^[-.]+/, '') || 'latest'
}

/**
 * The platform that a tag's name claims, in any usual spelling: `1.0-arm64`, `aarch64_1.0`, `1.0-linux-armv7`, `nanoserver-ltsc2022`.
 * Undefined when it names none, or several.
 */
export function platformInTag(tag: string): TagPlatform | undefined {
  const found = [...tag.matchAll(phrase)].flatMap((match) => {
    const claim = readWords(wordsOf(match[0]))
    return claim ? [{ ...claim, spelling: match[0], index: match.index }] : []
  })
  const [only] = found
  if (!only || found.length > 1) return undefined
  const { index, ...claim } = only
  return { ...claim, rest: withoutPhrase(tag, { index, length: only.spelling.length }) }
}
