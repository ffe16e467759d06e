import { expect, it } from 'vitest'
import { yieldTurn } from './yield-turn'

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
