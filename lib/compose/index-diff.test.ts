import { expect, it } from 'vitest'
import type { Platform } from '@/lib/oci/platform'
import { diffPlatforms } from './index-diff'

function at(digest: string, name: string, osVersion?: string): { digest: string; platform: Platform } {
  const [os = '', architecture = '', variant] = name.split('/')
  return {
    digest,
    platform: { os, architecture, ...(variant ? { variant } : {}), ...(osVersion ? { 'os.version': osVersion } : {}) },
  }
}

it('says what becomes of each platform, in the order of the tables', () => {
  const before = [at('1', 'linux/s390x'), at('2', 'linux/arm64'), at('3', 'linux/amd64')]
  const after = [at('9', 'linux/arm64'), at('3', 'linux/amd64'), at('4', 'linux/386')]
  expect(diffPlatforms(before, after)).toEqual([
    { platform: 'linux/386', change: 'added', after: '4' },
    { platform: 'linux/amd64', change: 'same', before: '3', after: '3' },
    { platform: 'linux/arm64', change: 'changed', before: '2', after: '9' },
    { platform: 'linux/s390x', change: 'removed', before: '1' },
  ])
})

it.each([
  ['linux/arm64/v8', 'linux/arm64'],
  ['linux/x86_64', 'linux/amd64'],
  ['linux/arm', 'linux/arm/v7'],
])('%s and %s are one platform', (stored, written) => {
  expect(diffPlatforms([at('1', stored)], [at('1', written)])).toMatchObject([{ platform: written, change: 'same' }])
})

it('keeps versions of Windows apart', () => {
  const before = [at('1', 'windows/amd64', '10.0.17763.1')]
  const after = [at('2', 'windows/amd64', '10.0.20348.1')]
  expect(diffPlatforms(before, after)).toEqual([
    { platform: 'windows/amd64 (10.0.17763.1)', change: 'removed', before: '1' },
    { platform: 'windows/amd64 (10.0.20348.1)', change: 'added', after: '2' },
  ])
})

it('takes the first of two images for one platform, as clients do', () => {
  const before = [at('1', 'linux/amd64'), at('2', 'linux/amd64')]
  expect(diffPlatforms(before, [at('2', 'linux/amd64')])).toEqual([
    { platform: 'linux/amd64', change: 'changed', before: '1', after: '2' },
  ])
})

it('has no row for what nobody knows', () => {
  expect(diffPlatforms([{ digest: '1' }, at('2', 'unknown/unknown')], [{ digest: '1', platform: null }])).toEqual([])
})
