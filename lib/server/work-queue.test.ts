import { expect, test } from 'vitest'
import { type Turn, WorkQueue } from './work-queue'

const limits = { running: 3, runningEach: 2, waiting: 4, waitingEach: 3 }

function enter(queue: WorkQueue, visitor: string, begun: string[]): Turn {
  const turn = queue.enter(visitor)
  if (!turn) throw new Error(`${visitor} is sent away`)
  void turn.ready.then(() => begun.push(visitor))
  return turn
}
const settle = () => new Promise((resolve) => setImmediate(resolve))

test('one visitor works on so much at a time, and leaves room for another', async () => {
  const queue = new WorkQueue(limits)
  const begun: string[] = []
  for (let count = 0; count < 4; count += 1) enter(queue, 'a', begun)
  enter(queue, 'b', begun)
  await settle()
  expect(begun).toEqual(['a', 'a', 'b'])
  expect([queue.running, queue.waiting]).toEqual([3, 2])
})

test('those who wait are served in rotation', async () => {
  const queue = new WorkQueue({ running: 1, runningEach: 1, waiting: 9, waitingEach: 9 })
  const begun: string[] = []
  const turns = ['a', 'a', 'a', 'b', 'c'].map((visitor) => enter(queue, visitor, begun))
  for (const position of [0, 3, 4, 1, 2]) {
    await settle()
    turns[position]?.leave()
  }
  await settle()
  expect(begun).toEqual(['a', 'b', 'c', 'a', 'a'])
  expect([queue.running, queue.waiting]).toEqual([0, 0])
})

test('who comes when too many wait is sent away', () => {
  const queue = new WorkQueue(limits)
  for (let count = 0; count < 5; count += 1) expect(queue.enter('a')).toBeDefined()
  expect(queue.enter('a')).toBeUndefined()
  expect(queue.enter('b')).toBeDefined()
  expect(queue.enter('b')).toBeDefined()
  expect(queue.enter('c')).toBeUndefined()
})

test('who leaves while waiting is passed over, and leaving twice is leaving once', async () => {
  const queue = new WorkQueue({ ...limits, running: 1 })
  const begun: string[] = []
  const [first, second] = ['a', 'b', 'c'].map((visitor) => enter(queue, visitor, begun))
  second?.leave()
  second?.leave()
  first?.leave()
  first?.leave()
  await settle()
  expect(begun).toEqual(['a', 'c'])
  expect([queue.running, queue.waiting]).toEqual([1, 0])
})
