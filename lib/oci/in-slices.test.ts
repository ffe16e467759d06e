import { expect, it } from 'vitest'
import { inSlices } from './in-slices'

it('looks at each item once, in order, and lets others have their turn meanwhile', async () => {
  const seen: number[] = []
  const seenAtTurns: number[] = []
  const timer = setInterval(() => seenAtTurns.push(seen.length))
  const items = Array.from({ length: 45_000 }, (_, index) => index)
  await inSlices(items, (item) => seen.push(item))
  clearInterval(timer)
  expect(seen).toEqual(items)
  expect([...new Set(seenAtTurns)]).toEqual([10_000, 20_000, 30_000, 40_000, 45_000])
})
