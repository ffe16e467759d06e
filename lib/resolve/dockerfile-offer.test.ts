import { expect, test } from 'vitest'
import { parsePlatform } from '@/lib/oci/platform'
import { offerFor } from './dockerfile-offer'

test.each([
  ['linux/arm64', ['linux/amd64', 'linux/arm64'], { state: 'has' }],
  ['linux/arm64', ['linux/amd64'], { state: 'lacks' }],
  ['linux/arm64', ['linux/arm/v7'], { state: 'other', takes: 'linux/arm/v7' }],
  ['linux/arm/v7', ['linux/arm/v6'], { state: 'has', takes: 'linux/arm/v6' }],
  ['linux/arm/v6', ['linux/arm/v7'], { state: 'lacks' }],
  ['linux/amd64', ['linux/386'], { state: 'other', takes: 'linux/386' }],
  ['linux/amd64', ['unknown'], { state: 'unknown' }],
  ['windows/amd64', ['windows/amd64 (10.0.20348.1)'], { state: 'has', takes: 'windows/amd64 (10.0.20348.1)' }],
  ['linux/amd64', [], { state: 'lacks' }],
])('%s from %j', (wanted, platforms, offer) => {
  const platform = parsePlatform(wanted)
  expect(platform && offerFor(platform, platforms)).toEqual(offer)
})
