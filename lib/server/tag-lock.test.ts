import { expect, test } from 'vitest'
import { parseReference } from '@/lib/oci/reference'
import { lockTag } from './tag-lock'

const one = parseReference('localhost:5000/app:1')
const two = parseReference('localhost:5000/app:2')

test('turns at one tag come one after the other, in the order of asking', async () => {
  const order: string[] = []
  const visit = async (name: string) => {
    const release = await lockTag(one)
    order.push(`${name} in`)
    await Promise.resolve()
    order.push(`${name} out`)
    release()
  }
  await Promise.all([visit('a'), visit('b'), visit('c')])
  expect(order).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out'])
})

test('another tag does not wait', async () => {
  const releaseOne = await lockTag(one)
  const releaseTwo = await lockTag(two)
  releaseTwo()
  releaseOne()
  const again = await lockTag(one)
  again()
})
