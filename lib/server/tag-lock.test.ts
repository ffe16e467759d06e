import { expect, test } from 'vitest'
import { parseReference } from '@/lib/oci/reference'
import { lockTag, lockTags, tryLockTag } from './tag-lock'

const one = parseReference('localhost:5000/app:1')
const two = parseReference('localhost:5000/app:2')

test('turns at one tag come one after the other, in the order of asking', async () => {
  const order: string[] = []
  const visit = async (name: string) => {
    const lock = await lockTag(one)
    order.push(`${name} in`)
    await Promise.resolve()
    order.push(`${name} out`)
    await lock.release()
  }
  await Promise.all([visit('a'), visit('b'), visit('c')])
  expect(order).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out'])
})

test('another tag does not wait', async () => {
  const onOne = await lockTag(one)
  const onTwo = await lockTag(two)
  await onTwo.release()
  await onOne.release()
  const again = await lockTag(one)
  await again.release()
})

test('several tags are taken in one order, so that two pushes never wait for each other', async () => {
  const visit = async (tags: (typeof one)[]) => {
    const lock = await lockTags(tags)
    await Promise.resolve()
    await lock.release()
    return 'done'
  }
  expect(await Promise.all([visit([one, two]), visit([two, one, one]), visit([two])])).toEqual(['done', 'done', 'done'])
})

test('a turn is only tried for where nobody has one', async () => {
  const lock = await lockTag(one)
  expect(await tryLockTag(one)).toBeUndefined()
  await lock.release()
  const tried = await tryLockTag(one)
  expect(tried).toBeDefined()
  await tried?.release()
})
