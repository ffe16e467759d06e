import { expect, test } from 'vitest'
import { formatDifference, formatShare } from './size-difference'

test.each([
  [1000, 1500, '+500 B', '+50 %'],
  [2_000_000, 1_900_000, '−100 kB', '−5 %'],
  [1_000_000, 1_000_001, '+1 B', undefined],
  [1000, 1000, 'none', undefined],
  [10_000, 10_360, '+360 B', '+3.6 %'],
  [1000, 2_000_000, '+2 MB', undefined],
  [0, 1000, '+1 kB', undefined],
  [1000, 0, '−1 kB', '−100 %'],
  [undefined, 1000, undefined, undefined],
  [1000, undefined, undefined, undefined],
])('from %s to %s', (before, after, difference, share) => {
  expect(formatDifference(before, after)).toBe(difference)
  expect(formatShare(before, after)).toBe(share)
})
