import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffLines } from './line-diff'

const linesOf = (text: string) => text.split('').join('\n')
const newOf = (before: string, after: string) => {
  const { lines, gone } = diffLines(linesOf(before), linesOf(after))
  return [lines.map(({ text, isNew }) => (isNew ? text.toUpperCase() : text)).join(''), gone]
}

describe('the new lines', () => {
  it.each([
    ['abc', 'abc', 'abc', 0],
    ['abc', 'abxc', 'abXc', 0],
    ['abc', 'ac', 'ac', 1],
    ['abc', 'axc', 'aXc', 1],
    ['abc', 'xyz', 'XYZ', 3],
    ['abcabc', 'abcxabc', 'abcXabc', 0],
    ['abcd', 'acbd', 'acBd', 1],
    ['aa', 'aaaa', 'aaAA', 0],
    ['', 'ab', 'AB', 1],
  ])('of %s → %s are %s', (before, after, expected, gone) => {
    expect(newOf(before, after)).toEqual([expected, gone])
  })
})

it('a comma that comes or goes makes no line new', () => {
  const { lines } = diffLines('[\n  1\n]', '[\n  1,\n  2\n]')
  expect(lines.filter(({ isNew }) => isNew)).toEqual([{ number: 3, text: '  2', isNew: true }])
})

it('what is long is compared too', () => {
  const line = (number: number) => `line ${number}`
  const before = Array.from({ length: 5000 }, (_, place) => line(place))
  const after = ['first', ...before.toReversed(), 'last']
  const { lines, gone } = diffLines(before.join('\n'), after.join('\n'))
  expect(lines.filter(({ isNew }) => isNew).map(({ text }) => text)).toEqual(['first', 'last'])
  expect(gone).toBe(0)
})

it('what is not new stands in the old text in the same order', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const { lines, gone } = diffLines(before, after)
      const kept = lines.filter(({ isNew }) => !isNew).map(({ text: line }) => line)
      let from = 0
      for (const line of kept) {
        const found = before.split('\n').indexOf(line, from)
        expect(found).toBeGreaterThanOrEqual(from)
        from = found + 1
      }
      expect(lines.map(({ text: line }) => line).join('\n')).toBe(after)
      expect(gone).toBe(before.split('\n').length - kept.length)
    }),
  )
})
