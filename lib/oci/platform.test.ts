import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  comparePlatforms,
  formatPlatform,
  isCompletePlatform,
  normalizePlatform,
  type Platform,
  parsePlatform,
  platformKey,
  sortByPlatform,
} from './platform'

/** What containerd/platforms 09756f59cb1d gives; it writes a version inside the name, we after it. */
const vectors: [input: string, os: string, architecture: string, variant?: string][] = [
  ['linux/amd64', 'linux', 'amd64'],
  ['linux/x86_64', 'linux', 'amd64'],
  ['Linux/X86-64', 'linux', 'amd64'],
  ['linux/amd64/v1', 'linux', 'amd64'],
  ['linux/amd64/v2', 'linux', 'amd64', 'v2'],
  ['linux/amd64/v3', 'linux', 'amd64', 'v3'],
  ['linux/amd64/v4', 'linux', 'amd64', 'v4'],
  ['linux/386', 'linux', '386'],
  ['linux/i386', 'linux', '386'],
  ['linux/i386/v3', 'linux', '386'],
  ['linux/i686', 'linux', 'i686'],
  ['linux/aarch64', 'linux', 'arm64'],
  ['linux/arm64', 'linux', 'arm64'],
  ['linux/arm64/v8', 'linux', 'arm64'],
  ['linux/arm64/8', 'linux', 'arm64'],
  ['linux/arm64/v8.0', 'linux', 'arm64'],
  ['linux/arm64/v8.2', 'linux', 'arm64', 'v8.2'],
  ['linux/arm64/9', 'linux', 'arm64', 'v9'],
  ['linux/arm64/9.0', 'linux', 'arm64', 'v9'],
  ['linux/arm64/v9.0', 'linux', 'arm64', 'v9'],
  ['linux/arm64/v9.2', 'linux', 'arm64', 'v9.2'],
  ['linux/arm', 'linux', 'arm', 'v7'],
  ['linux/arm/7', 'linux', 'arm', 'v7'],
  ['linux/arm/v7', 'linux', 'arm', 'v7'],
  ['linux/armhf', 'linux', 'arm', 'v7'],
  ['linux/armhf/v6', 'linux', 'arm', 'v7'],
  ['linux/armel', 'linux', 'arm', 'v6'],
  ['linux/arm/6', 'linux', 'arm', 'v6'],
  ['linux/arm/v6', 'linux', 'arm', 'v6'],
  ['linux/arm/v5', 'linux', 'arm', 'v5'],
  ['linux/arm/v8', 'linux', 'arm', 'v8'],
  ['linux/arm/v6l', 'linux', 'arm', 'v6l'],
  ['linux/armv7l', 'linux', 'armv7l'],
  ['linux/arm64v8', 'linux', 'arm64v8'],
  ['macOS/arm64', 'darwin', 'arm64'],
  ['windows/amd64', 'windows', 'amd64'],
  ['linux/ppc64le', 'linux', 'ppc64le'],
  ['linux/ppc64le/power9', 'linux', 'ppc64le', 'power9'],
  ['linux/riscv64/rva20u64', 'linux', 'riscv64', 'rva20u64'],
  ['linux/loong64', 'linux', 'loong64'],
  ['unknown/unknown', 'unknown', 'unknown'],
]

describe.each(vectors)('%s', (input, os, architecture, variant) => {
  const expected = { os, architecture, ...(variant ? { variant } : {}) }

  it('is read and normalised as containerd does', () => {
    expect(parsePlatform(input)).toEqual(expected)
  })

  it('is normalised from its fields, once and for all', () => {
    const [givenOs = '', givenArchitecture = '', givenVariant] = input.split('/')
    const once = normalizePlatform({ os: givenOs, architecture: givenArchitecture, variant: givenVariant })
    expect(once).toEqual(expected)
    expect(normalizePlatform(once)).toEqual(once)
  })

  it('is written in normal form', () => {
    expect(formatPlatform(expected)).toBe([os, architecture, variant].filter(Boolean).join('/'))
  })
})

it.each([
  ['windows(10.0.20348.2322)/amd64', { 'os.version': '10.0.20348.2322' }, 'windows/amd64 (10.0.20348.2322)'],
  ['windows/amd64 (10.0.20348.2322)', { 'os.version': '10.0.20348.2322' }, 'windows/amd64 (10.0.20348.2322)'],
  ['windows/amd64(10.0.1)', { 'os.version': '10.0.1' }, 'windows/amd64 (10.0.1)'],
  [
    'windows(10.0.17763+win32k)/amd64',
    { 'os.version': '10.0.17763', 'os.features': ['win32k'] },
    'windows/amd64 (10.0.17763)',
  ],
])('%s has a version', (input, fields, text) => {
  const platform = parsePlatform(input)
  expect(platform).toEqual({ os: 'windows', architecture: 'amd64', ...fields })
  expect(formatPlatform(platform ?? { os: '', architecture: '' })).toBe(text)
})

it('sorts features and keeps each once', () => {
  expect(parsePlatform('linux(+simd+gpu+simd)/amd64')?.['os.features']).toEqual(['gpu', 'simd'])
})

it.each([
  '',
  ' ',
  'foo',
  'amd64',
  'linux',
  'arm',
  'linux/',
  '/amd64',
  'linux/*',
  '*',
  'linux/amd64/',
  'linux/amd64/v1/x',
  'linux//v7',
  'linux/am d64',
  'windows(10.0/amd64',
  'windows()x/amd64',
  'linux/amd64 (a b)',
  `linux/${'a'.repeat(300)}`,
])('%j is no platform', (input) => {
  expect(parsePlatform(input)).toBeUndefined()
})

it('never takes the os of the machine it runs on', () => {
  expect(normalizePlatform({ os: '', architecture: 'amd64' }).os).toBe('')
  expect(formatPlatform({ os: '', architecture: '' })).toBe('unknown/unknown')
})

it.each([
  ['constructor', 'toString', '__proto__'],
  ['__proto__', 'hasOwnProperty', 'constructor'],
])('names of built-in properties (%s/%s/%s) stay as they are', (os, architecture, variant) => {
  expect(normalizePlatform({ os, architecture, variant })).toEqual({
    os: os.toLowerCase(),
    architecture: architecture.toLowerCase(),
    variant: variant.toLowerCase(),
  })
})

it.each([
  [{ os: 'linux', architecture: 'amd64' }, true],
  [{ os: 'linux' }, false],
  [{ os: '', architecture: 'amd64' }, false],
  [{ os: 'unknown', architecture: 'unknown' }, false],
  [undefined, false],
])('%j is complete: %s', (platform, expected) => {
  expect(isCompletePlatform(platform)).toBe(expected)
})

describe('the key', () => {
  const key = (text: string) => platformKey(parsePlatform(text) ?? { os: '', architecture: '' })

  it.each([
    ['linux/arm64', 'linux/arm64/v8'],
    ['linux/arm', 'linux/arm/v7'],
    ['linux/amd64', 'linux/x86_64/v1'],
    ['linux(+a+b)/amd64', 'linux(+b+a)/amd64'],
  ])('of %s and %s is the same', (one, other) => {
    expect(key(one)).toBe(key(other))
  })

  it.each([
    ['linux/amd64', 'linux/amd64/v2'],
    ['linux/arm/v6', 'linux/arm/v7'],
    ['windows/amd64 (10.0.17763)', 'windows/amd64 (10.0.20348)'],
    ['windows/amd64', 'windows(+win32k)/amd64'],
  ])('of %s and %s differs', (one, other) => {
    expect(key(one)).not.toBe(key(other))
  })
})

it('orders by os, architecture, variant and version, numbers as numbers', () => {
  const sorted = [
    ...['linux/386', 'linux/amd64', 'linux/amd64/v2', 'linux/arm/v5', 'linux/arm/v7', 'linux/arm64', 'linux/arm64/v9'],
    ...['linux/s390x', 'windows/amd64 (10.0.9)', 'windows/amd64 (10.0.17763)'],
  ]
  const platforms = sorted.map((text) => parsePlatform(text)).filter((platform) => platform !== undefined)
  expect([...platforms].reverse().sort(comparePlatforms)).toEqual(platforms)
  expect(sortByPlatform([...platforms].reverse(), (platform) => platform)).toEqual(platforms)
})

it('text and platform are each other’s inverse, for any platform that can be written', () => {
  const part = fc.stringMatching(/^[a-z0-9]{1,8}$/)
  const any: fc.Arbitrary<Platform> = fc.record(
    { os: part, architecture: part, variant: part, 'os.version': fc.stringMatching(/^\d{1,3}(\.\d{1,5}){1,3}$/) },
    { requiredKeys: ['os', 'architecture'] },
  )
  fc.assert(
    fc.property(any, (platform) => {
      expect(parsePlatform(formatPlatform(platform))).toEqual(normalizePlatform(platform))
    }),
  )
})
