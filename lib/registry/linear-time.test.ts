/** Every look that a reader takes at a character is counted: so often for each character, however long and hostile the text. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decodeJson } from '@/lib/oci/decode-json'
import { parseChallenges } from './challenge'
import { readNextPage } from './link-header'

const counted = ['charAt', 'charCodeAt'] as const
const original = Object.fromEntries(counted.map((name) => [name, String.prototype[name]]))
let looks = 0

beforeEach(() => {
  looks = 0
  for (const name of counted)
    Reflect.set(String.prototype, name, function (this: string, index: number) {
      looks += 1
      return Reflect.apply(original[name] as () => unknown, this, [index])
    })
})
afterEach(() => {
  for (const name of counted) Reflect.set(String.prototype, name, original[name])
})

function looksAt(read: (text: string) => unknown, text: string): number {
  looks = 0
  try {
    read(text)
  } catch {
    // refused is as good as read
  }
  return looks
}

type Reader = [name: string, read: (text: string) => unknown, length: number, most: number, units: string[]]
const readers: Reader[] = [
  [
    'challenges',
    (text) => parseChallenges([text]),
    8_000,
    12,
    ['a', 'a ', 'a=', 'a==', 'a,', ', ', '"', '\\', 'a="b",', 'a ="\\"",', 'a b ', '\t', '(', 'a/', 'Basic a=b, '],
  ],
  [
    'links',
    (text) => readNextPage([text], '/tags/list'),
    2_000,
    4,
    ['<', '>', '"', '\\"', ',', '<>,', ';rel=', '<a>;rel="next",'],
  ],
  [
    'JSON',
    (text) => decodeJson(new TextEncoder().encode(text)),
    200_000,
    3,
    [
      '[',
      '"',
      '\\',
      '\\"',
      '{"a":',
      '"a":',
      ':',
      '":',
      '{}',
      '1,',
      '"\\u0061":',
      '{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa":1},',
    ],
  ],
]

describe.each(readers)('of %s', (_name, read, length, most, units) => {
  it.each(units)('%j without end, each character is looked at a few times', (unit) => {
    for (const start of ['', '[', 'Bearer ', 'Bearer realm="', '<']) {
      const text = start + unit.repeat(length / unit.length)
      expect(looksAt(read, text)).toBeLessThanOrEqual(most * text.length)
    }
  })

  it('looks are counted at all', () => {
    expect(looksAt(read, units.join(''))).toBeGreaterThan(units.join('').length / 2)
  })
})
