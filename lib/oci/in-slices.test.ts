import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import { inSlices, sortInSlices } from './in-slices'

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)

/** A clock of its own, and how often others have had their turn. */
async function startClock() {
  // the round of the event loop before this one is measured by another clock
  await setImmediate()
  let nowMs = 0
  const turns: number[] = []
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs)
  const timer = setInterval(() => turns.push(nowMs))
  const work = (ms: number) => {
    nowMs += ms
  }
  return { turns, work, stop: () => clearInterval(timer) }
}

afterEach(() => vi.restoreAllMocks())

it('looks at each item once, in order, and lets others have their turn where that takes long', async () => {
  const { turns, work, stop } = await startClock()
  const seen: number[] = []
  await inSlices(numbers(500), (item) => {
    seen.push(item)
    work(0.1)
  })
  stop()
  expect(seen).toEqual(numbers(500))
  expect(new Set(turns).size).toBeGreaterThanOrEqual(4)
})

it('goes on at once where little is to be done', async () => {
  const { turns, work, stop } = await startClock()
  await inSlices(numbers(500), () => work(0.01))
  stop()
  expect(turns).toEqual([])
})

it('sorts as toSorted does, equal ones in their order', async () => {
  const item = fc.record({ key: fc.nat({ max: 50 }), place: fc.nat() })
  const property = fc.asyncProperty(
    fc.array(item, { minLength: 900, maxLength: 5_000, size: 'max' }),
    async (items) => {
      const compare = (a: { key: number }, b: { key: number }) => a.key - b.key
      expect(await sortInSlices(items, compare)).toEqual(items.toSorted(compare))
    },
  )
  await fc.assert(property, { numRuns: 20 })
})

it('lets others have their turn while a long list is sorted', async () => {
  const { turns, work, stop } = await startClock()
  await sortInSlices(numbers(5_000).reverse(), (a, b) => {
    work(0.01)
    return a - b
  })
  stop()
  expect(new Set(turns).size).toBeGreaterThanOrEqual(10)
})
