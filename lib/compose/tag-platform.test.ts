import { describe, expect, it } from 'vitest'
import { formatPlatform } from '@/lib/oci/platform'
import { platformInTag } from './tag-platform'

const spellings: [string, string][] = [
  ...['amd64', 'x86_64', 'x86-64', 'x64', 'intel'].map((text): [string, string] => [text, 'linux/amd64']),
  ['amd64v2', 'linux/amd64/v2'],
  ['amd64v3', 'linux/amd64/v3'],
  ['amd64v4', 'linux/amd64/v4'],
  ['x86-64-v3', 'linux/amd64/v3'],
  ['x86_64_v2', 'linux/amd64/v2'],
  ...['arm64', 'aarch64', 'arm64v8', 'arm64-v8', 'armv8'].map((text): [string, string] => [text, 'linux/arm64']),
  ...['armv7', 'arm32v7', 'arm-v7', 'armhf', 'armv7l'].map((text): [string, string] => [text, 'linux/arm/v7']),
  ...['armv6', 'arm32v6', 'armel', 'armv6l'].map((text): [string, string] => [text, 'linux/arm/v6']),
  ...['armv5', 'arm32v5'].map((text): [string, string] => [text, 'linux/arm/v5']),
  ...['386', 'i386', 'i686', 'x86'].map((text): [string, string] => [text, 'linux/386']),
  ...['ppc64le', 'ppc64el', 'powerpc64le'].map((text): [string, string] => [text, 'linux/ppc64le']),
  ['s390x', 'linux/s390x'],
  ['riscv64', 'linux/riscv64'],
  ...['mips64le', 'mips64el'].map((text): [string, string] => [text, 'linux/mips64le']),
  ...['loong64', 'loongarch64'].map((text): [string, string] => [text, 'linux/loong64']),
  ...['windows', 'nanoserver', 'servercore'].map((text): [string, string] => [text, 'windows/amd64']),
  ...['ltsc2019', '1809'].map((text): [string, string] => [text, 'windows/amd64 (10.0.17763)']),
  ['ltsc2022', 'windows/amd64 (10.0.20348)'],
  ['ltsc2025', 'windows/amd64 (10.0.26100)'],
]

const read = (tag: string) => {
  const claim = platformInTag(tag)
  return claim && [formatPlatform(claim.platform), claim.spelling, claim.rest]
}

describe.each(spellings)('%s', (spelling, platform) => {
  it.each(['-', '_'])('as suffix and prefix, after and before “%s”', (separator) => {
    expect(read(`1.0${separator}${spelling}`)).toEqual([platform, spelling, '1.0'])
    expect(read(`${spelling}${separator}1.0`)).toEqual([platform, spelling, '1.0'])
  })

  it('as the whole tag, in any case', () => {
    expect(read(spelling)).toEqual([platform, spelling, 'latest'])
    expect(read(spelling.toUpperCase())).toEqual([platform, spelling.toUpperCase(), 'latest'])
  })

  it('not as a part of a word', () => {
    expect(read(`1.0-a${spelling}`)).toBeUndefined()
  })
})

describe.each(spellings.filter(([spelling]) => !/[-_]v/.test(spelling)))('%s', (spelling) => {
  it('not as the start of a word', () => {
    expect(read(`1.0-${spelling}bit`)).toBeUndefined()
  })
})

describe.each(spellings.filter(([spelling]) => !/^\d+$/.test(spelling)))('%s', (spelling, platform) => {
  it('after a dot', () => {
    expect(read(`1.0.${spelling}`)).toEqual([platform, spelling, '1.0'])
  })
})

it.each([
  ['1.0-linux-arm64', ['linux/arm64', 'linux-arm64', '1.0']],
  ['linux_arm64-1.0', ['linux/arm64', 'linux_arm64', '1.0']],
  ['1.0-linux_x86_64', ['linux/amd64', 'linux_x86_64', '1.0']],
  ['arm64.1.0', ['linux/arm64', 'arm64', '1.0']],
  ['1.0-windows-amd64', ['windows/amd64', 'windows-amd64', '1.0']],
  ['1.0-windows-arm64', ['windows/arm64', 'windows-arm64', '1.0']],
  ['8-nanoserver-ltsc2022', ['windows/amd64 (10.0.20348)', 'nanoserver-ltsc2022', '8']],
  ['8-windowsservercore-1809', ['windows/amd64 (10.0.17763)', 'windowsservercore-1809', '8']],
  ['18-arm64-slim', ['linux/arm64', 'arm64', '18-slim']],
  ['arm64-v8.0.1', ['linux/arm64', 'arm64', 'v8.0.1']],
  ['v1.2.3-arm', ['linux/arm/v7', 'arm', 'v1.2.3']],
  ['linux-amd64', ['linux/amd64', 'linux-amd64', 'latest']],
])('%s', (tag, expected) => {
  expect(read(tag)).toEqual(expected)
})

it.each([
  'latest',
  '1.0',
  'charm64bit',
  'arm64bit',
  'swarm',
  'linux',
  '1.0-linux',
  '1.0.386',
  '10.0.1809',
  'amd64-arm64',
  '1.0-amd64-arm64',
  'amd64-1.0-arm64',
  'linux-windows-amd64',
  '',
])('%j names no one platform', (tag) => {
  expect(platformInTag(tag)).toBeUndefined()
})

it('tells what the tag states from what is usual', () => {
  expect(platformInTag('1.0-arm64')).toMatchObject({ statesOs: false, statesArchitecture: true })
  expect(platformInTag('1.0-ltsc2022')).toMatchObject({ statesOs: true, statesArchitecture: false })
  expect(platformInTag('1.0-linux-arm64')).toMatchObject({ statesOs: true, statesArchitecture: true })
})

it('leaves the variant of a bare arm open', () => {
  expect(platformInTag('1.0-arm')?.platform).toEqual({ os: 'linux', architecture: 'arm' })
})
