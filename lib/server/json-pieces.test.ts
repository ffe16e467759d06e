import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonPieces } from './json-pieces'
import { jsonResponse } from './json-response'

const text = (value: unknown) => [...jsonPieces(value)].join('')
const many = <T>(count: number, item: (index: number) => T) => Array.from({ length: count }, (_, index) => item(index))

describe('jsonPieces', () => {
  it.each<[string, unknown]>([
    ['nothing', {}],
    ['an empty list', []],
    ['a text', 'text'],
    ['null', null],
    ['fields without a value', { a: undefined, b: 1, c: undefined, d: [undefined, null], e: { f: undefined } }],
    ['a long list', { tags: many(1_001, (index) => `v${index}`), next: 'v' }],
    ['a long list alone', many(301, (index) => ({ index }))],
    ['many names', { labels: Object.fromEntries(many(301, (index) => [`l${index}`, index % 3 ? 'v' : undefined])) }],
    ['names that are numbers', { a: 1, 10: many(101, (index) => index), 9: {} }],
    ['a name that is none', JSON.parse('{"a":{"__proto__":1},"__proto__":[1]}')],
  ])('of %s make what JSON.stringify makes', (_name, value) => {
    expect(text(value)).toBe(JSON.stringify(value))
  })

  it('make what JSON.stringify makes of any data', () => {
    const lists = fc.record({ a: fc.array(fc.jsonValue(), { maxLength: 300 }), b: fc.jsonValue() })
    fc.assert(fc.property(fc.oneof(fc.jsonValue(), lists), (value) => text(value) === JSON.stringify(value)))
  })

  it('are many where the answer is long, and one where it is short', () => {
    const rows = many(5_000, (index) => ({ digest: `sha256:${index}`, annotations: { note: 'x'.repeat(200) } }))
    const lengths = [...jsonPieces({ rows })].map(({ length }) => length)
    expect(lengths.length).toBeGreaterThan(15)
    expect(Math.max(...lengths)).toBeLessThan(130_000)
    expect([...jsonPieces({ rows: rows.slice(0, 50) })]).toHaveLength(1)
  })
})

describe('jsonResponse', () => {
  it.each([10, 20_000])('sends a list of %i as JSON', async (count) => {
    const value = { tags: many(count, (index) => `é${index}`) }
    const response = jsonResponse(value, { 'cache-control': 'no-store' })
    expect(Object.fromEntries(response.headers)).toEqual({
      'cache-control': 'no-store',
      'content-type': 'application/json',
    })
    expect(await response.json()).toEqual(value)
  })
})
