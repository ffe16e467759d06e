import { describe, expect, it } from 'vitest'
import type { ProblemCode } from './problem'
import { resolvePlatform } from './resolve-platform'
import type { PlatformClaims } from './stated-platform'

const base = { source: 'registry.test/app:x', digest: `sha256:${'1'.repeat(64)}`, remedy: 'Set its platform' }

function parts(name: string | undefined) {
  if (name === undefined) return undefined
  const [os, architecture, variant] = name.split('/')
  return { ...(os ? { os } : {}), ...(architecture ? { architecture } : {}), ...(variant ? { variant } : {}) }
}

interface Case {
  config?: string
  entry?: string
  tag?: string
  override?: string
  written?: string
  codes?: ProblemCode[]
}

function resolve({ config, entry, tag, override }: Case) {
  const claims: PlatformClaims = { ...base, config: parts(config), entry: parts(entry), tag, override }
  const { platform, problems, isOverridden } = resolvePlatform(claims)
  const { os, architecture, variant } = platform ?? {}
  const written = platform ? [os, architecture, ...(variant ? [variant] : [])].join('/') : undefined
  return { written, codes: problems.map(({ code }) => code), problems, isOverridden }
}

const cases: Record<string, Case[]> = {
  'of its config': [
    { config: 'linux/amd64', written: 'linux/amd64' },
    { config: 'linux/arm64', written: 'linux/arm64' },
    { config: 'linux/arm64/v8', written: 'linux/arm64/v8' },
    { config: 'linux/arm/v6', written: 'linux/arm/v6' },
    { config: 'linux/x86_64', written: 'linux/amd64', codes: ['PLATFORM_RENAMED'] },
    { config: 'linux/aarch64', written: 'linux/arm64', codes: ['PLATFORM_RENAMED'] },
    { config: 'linux/armhf', written: 'linux/arm/v7', codes: ['PLATFORM_RENAMED'] },
    { config: 'Linux/AMD64', written: 'linux/amd64', codes: ['PLATFORM_RENAMED'] },
    { config: 'linux/amd64/v1', written: 'linux/amd64', codes: ['PLATFORM_RENAMED'] },
    { config: 'linux/arm64/8', written: 'linux/arm64/v8', codes: ['PLATFORM_RENAMED'] },
    { config: 'linux/arm/7', written: 'linux/arm/v7', codes: ['PLATFORM_RENAMED'] },
    { config: 'linux/armv7l', written: 'linux/armv7l', codes: ['PLATFORM_UNUSUAL'] },
    { config: 'linux/arm', written: 'linux/arm', codes: ['PLATFORM_VARIANT_MISSING'] },
    { config: 'linux/', codes: ['PLATFORM_MISSING'] },
    { config: '/amd64', codes: ['PLATFORM_MISSING'] },
    { config: 'unknown/unknown', codes: ['PLATFORM_MISSING'] },
    { codes: ['PLATFORM_MISSING'] },
  ],
  'of its index': [
    { entry: 'linux/arm64', written: 'linux/arm64' },
    { entry: 'linux/arm64', config: 'linux/arm64/v8', written: 'linux/arm64' },
    { entry: 'linux/arm/v6', config: 'linux/arm', written: 'linux/arm/v6' },
    { entry: 'linux/arm', config: 'linux/arm/v6', written: 'linux/arm/v6' },
    { entry: 'linux/amd64', config: 'linux/arm64', written: 'linux/amd64', codes: ['PLATFORM_MISMATCH'] },
    { entry: 'linux/arm/v7', config: 'linux/arm/v6', written: 'linux/arm/v7', codes: ['PLATFORM_MISMATCH'] },
    { entry: 'unknown/unknown', config: 'linux/arm64', written: 'linux/arm64' },
    { entry: 'linux/arm', written: 'linux/arm', codes: ['PLATFORM_VARIANT_MISSING'] },
  ],
  'that the person sets': [
    { override: 'linux/arm64', config: 'linux/amd64', written: 'linux/arm64', codes: ['PLATFORM_OVERRIDDEN'] },
    { override: 'linux/amd64', config: 'linux/amd64', written: 'linux/amd64' },
    { override: 'linux/arm64', config: 'linux/arm64/v8', written: 'linux/arm64/v8' },
    { override: 'linux/arm/v6', config: 'linux/arm', written: 'linux/arm/v6' },
    { override: 'linux/arm/v7', config: 'linux/arm', written: 'linux/arm/v7' },
    { override: 'linux/amd64', config: '/', written: 'linux/amd64' },
    { override: 'linux/amd64', config: 'linux/', written: 'linux/amd64' },
    { override: 'linux/amd64', config: 'linux/amd64/v3', written: 'linux/amd64', codes: ['PLATFORM_OVERRIDDEN'] },
    { override: 'linux/arm', config: 'linux/arm', written: 'linux/arm', codes: ['PLATFORM_VARIANT_MISSING'] },
    { override: 'amd64', config: 'linux/amd64', written: 'linux/amd64', codes: ['PLATFORM_INVALID'] },
    { override: 'linux/amd46', written: 'linux/amd46', codes: ['PLATFORM_UNUSUAL'] },
    { override: 'unknown/unknown', config: 'linux/amd64', written: 'linux/amd64', codes: ['PLATFORM_INVALID'] },
  ],
  'against the name of its tag': [
    { tag: '1.0-arm64', config: 'linux/amd64', written: 'linux/amd64', codes: ['PLATFORM_CONTRADICTS_NAME'] },
    { tag: '1.0-arm64', config: 'linux/amd64', override: 'linux/amd64', written: 'linux/amd64' },
    { tag: '1.0-x86_64', config: 'linux/amd64', written: 'linux/amd64' },
    { tag: '1.0-arm64v8', config: 'linux/arm64', written: 'linux/arm64' },
    { tag: '1.0-amd64', config: 'linux/amd64/v3', written: 'linux/amd64/v3' },
    { tag: '1.0-amd64v3', config: 'linux/amd64', written: 'linux/amd64', codes: ['PLATFORM_CONTRADICTS_NAME'] },
    { tag: '1.0-armv6', config: 'linux/arm/v7', written: 'linux/arm/v7', codes: ['PLATFORM_CONTRADICTS_NAME'] },
    { tag: '1.0-armv6', config: 'linux/arm', written: 'linux/arm', codes: ['PLATFORM_VARIANT_MISSING'] },
    { tag: '1.0-arm', config: 'linux/arm/v6', written: 'linux/arm/v6' },
    { tag: '1.0-linux-amd64', config: 'windows/amd64', written: 'windows/amd64', codes: ['PLATFORM_CONTRADICTS_NAME'] },
    { tag: '1.0-amd64', config: 'windows/amd64', written: 'windows/amd64' },
    { tag: '1.0-nanoserver', config: 'linux/amd64', written: 'linux/amd64', codes: ['PLATFORM_CONTRADICTS_NAME'] },
    { tag: '1.0-windows', config: 'windows/arm64', written: 'windows/arm64' },
    { tag: 'charm64bit', config: 'linux/amd64', written: 'linux/amd64' },
    { tag: '1.0-arm64', entry: 'linux/amd64', written: 'linux/amd64', codes: ['PLATFORM_CONTRADICTS_NAME'] },
  ],
}

describe.each(Object.entries(cases))('the platform %s', (_name, rows) => {
  it.each(rows)('$override $entry $config $tag', ({ written, codes = [], ...row }) => {
    expect(resolve(row)).toMatchObject({ written, codes })
  })
})

describe('what is said', () => {
  const said = (row: Case) => resolve(row).problems[0]?.message ?? ''

  it('names both sides of a contradiction and how to confirm', () => {
    const message = said({ tag: '1.0-arm64', config: 'linux/amd64' })
    expect(message).toContain('says linux/arm64, its image says linux/amd64')
    expect(message).toContain('set its platform to linux/amd64')
  })

  it('offers the variant that the tag suggests', () => {
    expect(said({ tag: '1.0-armv6', config: 'linux/arm' })).toContain('Its tag suggests linux/arm/v6.')
    expect(said({ config: 'linux/arm' })).not.toContain('suggests')
  })

  it('explains why amd64/v1 is written bare', () => {
    expect(said({ config: 'linux/amd64/v1' })).toContain('podman and skopeo')
  })

  it('guesses what an unusual name means', () => {
    expect(said({ config: 'linux/armv7l' })).toContain('linux/arm/v7')
  })
})

describe('versions of Windows', () => {
  const config = { os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.1', 'os.features': ['win32k'] }

  it.each(['windows/amd64', 'windows/amd64 (10.0.20348.1)', 'windows(10.0.20348.1)/amd64'])(
    'and their features stay when the person repeats %s',
    (override) => {
      const { platform, problems, isOverridden } = resolvePlatform({ ...base, config, override })
      expect(platform).toEqual(config)
      expect({ problems, isOverridden }).toEqual({ problems: [], isOverridden: false })
    },
  )

  it('can be set to another, which keeps the features', () => {
    const { platform } = resolvePlatform({ ...base, config, override: 'windows/amd64 (10.0.17763.2)' })
    expect(platform).toEqual({ ...config, 'os.version': '10.0.17763.2' })
  })

  it.each([
    ['1.0-ltsc2022', []],
    ['1.0-nanoserver-1809', ['PLATFORM_CONTRADICTS_NAME']],
  ])('agree with the tag %s or not', (tag, codes) => {
    expect(resolvePlatform({ ...base, config, tag }).problems.map(({ code }) => code)).toEqual(codes)
  })
})
