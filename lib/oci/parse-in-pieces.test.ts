import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseInPieces } from './parse-in-pieces'

function read(text: string, pieceLength: number) {
  const pieces = parseInPieces(text, pieceLength)
  let pauses = 0
  for (;;) {
    const { done, value } = pieces.next()
    if (done) return { value, pauses }
    pauses += 1
  }
}

/** With what JSON.stringify leaves out: whether a text is refused, and how. */
function outcomeOf(parse: () => unknown): string {
  try {
    return JSON.stringify(parse())
  } catch (error) {
    return error instanceof SyntaxError ? 'refused' : String(error)
  }
}

const json = fc.oneof(
  fc.json({ maxDepth: 6 }),
  fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value, null, 1)),
  fc.array(fc.json({ maxDepth: 2 }), { minLength: 3 }).map((items) => `[${items.join(' , ')}]`),
)
const units = ['[', ']', '{', '}', ',', ':', '"', '\\', '1', ' ', '"a":', '[]', '{},', '"__proto__":']
const edits = fc.array(fc.record({ at: fc.nat(), remove: fc.nat({ max: 2 }), insert: fc.constantFrom('', ...units) }), {
  maxLength: 3,
})

describe('parseInPieces', () => {
  it.each([
    ['members before and behind a long value', '{"a":1,"b":[1,2,3,4,5,6,7,8,9],"c":{"d":"eeeeeeeeeeee"},"f":null}'],
    ['names that come twice', '{"a":[1,2,3,4,5,6],"b":1,"a":[6,5,4,3,2,1]}'],
    ['names that are numbers', '{"b":[1,2,3,4,5,6],"10":{"a":1},"9":[1,2,3,4,5,6]}'],
    ['nothing in long space', `[${' '.repeat(50)}]`],
    ['brackets and commas in texts', '["[[[,,,,]]]","{\\",}",["\\\\",",,,,,,,,,,"]]'],
    ['lists in lists', '[[[[1,2,3],[4,5,6]],[]],{"a":[{"b":[1,2,3]}]}]'],
    ['a text alone', '"aaaaaaaaaaaaaaaaaaaa"'],
  ])('reads %s', (_name, text) => {
    for (const pieceLength of [0, 1, 3, 8, 1_000])
      expect(JSON.stringify(read(text, pieceLength).value)).toBe(JSON.stringify(JSON.parse(text)))
  })

  it.each([
    '[1,2,3,]',
    '[1,2,3,,4]',
    '[,1,2,3]',
    '[[1,2,3] [1,2,3]]',
    '[1,2 [1,2,3]]',
    '{"a":[1,2,3] "b":1}',
    '{"a":1 [1,2,3]}',
    '{"a":1{"b":1,"c":2}}',
    '{[1,2,3]}',
    '{"a":[1,2,3],}',
    '{"a" [1,2,3]}',
    '[1,2,3}',
    '[1,2,3]]',
    '[1,2,3] [1,2,3]',
    'x[1,2,3]',
    '[1,2,3',
    '["1,2,3',
  ])('refuses %s', (text) => {
    for (const pieceLength of [0, 1, 3, 1_000]) expect(outcomeOf(() => read(text, pieceLength).value)).toBe('refused')
  })

  it('gives what JSON.parse gives, and refuses what it refuses', () => {
    fc.assert(
      fc.property(json, edits, fc.nat({ max: 12 }), (document, changes, pieceLength) => {
        const text = changes.reduce((before, { at, remove, insert }) => {
          const place = at % (before.length + 1)
          return before.slice(0, place) + insert + before.slice(place + remove)
        }, document)
        expect(outcomeOf(() => read(text, pieceLength).value)).toBe(outcomeOf(() => JSON.parse(text)))
      }),
      { numRuns: 3_000 },
    )
  })

  it('changes no prototype', () => {
    const { value } = read('{"a":[1,2,3],"__proto__":{"polluted":1,"b":2},"c":1}', 2)
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(Object.keys(value as object)).toEqual(['a', '__proto__', 'c'])
  })

  it('pauses after each piece of a long document', () => {
    const text = JSON.stringify({ list: Array.from({ length: 1_000 }, (_, index) => ({ name: `n${index}` })) })
    expect(read(text, 1_000).pauses).toBeGreaterThan(text.length / 1_100)
    expect(read(text, text.length).pauses).toBe(0)
  })

  it('pauses in the middle of a long text', () => {
    expect(read(`["${'x'.repeat(3_000_000)}"]`, 1_000).pauses).toBeGreaterThan(10)
  })
})
