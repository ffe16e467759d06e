import { expect, it } from 'vitest'
import { FeatureMemory } from './feature-memory'

it('remembers for five minutes', () => {
  let nowMs = 0
  const features = new FeatureMemory({ now: () => nowMs })
  expect(features.has('referrers')).toBeUndefined()
  features.remember('referrers', false)
  nowMs = 299_999
  expect(features.has('referrers')).toBe(false)
  nowMs = 300_000
  expect(features.has('referrers')).toBeUndefined()
})
