import { expect, test } from 'vitest'
import { composeInputSchema } from './compose'
import { repeatedSchema } from './endpoint'

const source = { reference: 'localhost:5000/a/b:1' }
const form = { target: 'localhost:5000/a/b:2', sources: [source] }

test('a usual form is taken', () => {
  expect(composeInputSchema.parse(form)).toMatchObject(form)
})

test.each([
  ['sources', { sources: Array(101).fill(source) }],
  ['further tags', { tags: Array(51).fill('latest') }],
  ['platforms of a source', { sources: [{ ...source, only: Array(201).fill('linux/amd64') }] }],
  ['letters of a target', { target: 'a'.repeat(1025) }],
  ['letters of a source', { sources: [{ reference: 'a'.repeat(1025) }] }],
  ['annotations', { annotations: Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`a${at}`, 'b'])) }],
  ['letters of an annotation', { annotations: { a: 'a'.repeat(65_537) } }],
])('too many %s are refused', (_name, change) => {
  expect(composeInputSchema.safeParse({ ...form, ...change }).success).toBe(false)
})

test('a parameter may be given a thousand times', () => {
  expect(repeatedSchema.safeParse(Array(1000).fill('1.0')).success).toBe(true)
  expect(repeatedSchema.safeParse(Array(1001).fill('1.0')).success).toBe(false)
})
