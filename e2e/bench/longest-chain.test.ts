import { expect, it } from 'vitest'
import { longestChain } from './longest-chain'

const spans = (...pairs: [number, number][]) => pairs.map(([startedMs, endedMs]) => ({ startedMs, endedMs }))

it.each([
  { name: 'nothing', given: spans(), chain: 0 },
  { name: 'one', given: spans([0, 50]), chain: 1 },
  { name: 'side by side', given: spans([0, 50], [1, 51], [49, 99]), chain: 1 },
  { name: 'one after the other', given: spans([0, 50], [50, 100], [101, 150]), chain: 3 },
  { name: 'one, then many at once', given: spans([0, 50], [51, 101], [52, 102], [53, 103]), chain: 2 },
  { name: 'in any order of recording', given: spans([60, 100], [0, 50], [110, 150]), chain: 3 },
])('$name: $chain', ({ given, chain }) => {
  expect(longestChain(given)).toBe(chain)
})
