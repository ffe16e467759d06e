import { describe, expect, it, vi } from 'vitest'
import { yieldLongTurn, yieldTurn } from './yield-turn'

it('lets one piece of work go on at a time, with timers in between', async () => {
  const events: string[] = []
  const timer = setInterval(() => events.push('timer'))
  const work = async (name: string) => {
    for (let slice = 0; slice < 3; slice += 1) {
      await yieldTurn()
      events.push(name)
    }
  }
  await Promise.all([work('a'), work('b')])
  clearInterval(timer)
  expect(events.filter((event) => event !== 'timer')).toEqual(['a', 'b', 'a', 'b', 'a', 'b'])
  const slices = events.join(' ')
  expect(slices).not.toMatch(/[ab] [ab]/)
})

describe('yieldLongTurn', () => {
  it('lets others have their turn only where this one has been long', async () => {
    await new Promise((resolve) => setImmediate(resolve))
    const now = vi.spyOn(performance, 'now').mockReturnValue(1_000)
    let turns = 0
    const timer = setImmediate(() => {
      turns += 1
    })
    await yieldLongTurn()
    now.mockReturnValue(1_008)
    await yieldLongTurn()
    expect(turns).toBe(0)
    now.mockReturnValue(1_009)
    await yieldLongTurn()
    clearImmediate(timer)
    now.mockRestore()
    expect(turns).toBe(1)
  })
})
