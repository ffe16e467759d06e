import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseWarnings } from './warning-header'

describe('parseWarnings', () => {
  const cases: [name: string, headers: string[], expected: string[]][] = [
    ['one', ['299 - "This tag goes away."'], ['This tag goes away.']],
    ['several lines, each once', ['299 - "a"', '299 - "b"', '299 - "a"'], ['a', 'b']],
    ['several in a line', ['299 - "a, b", 299 - "c"'], ['a, b', 'c']],
    ['with a date behind', ['299 - "a" "Wed, 21 Oct 2015 07:28:00 GMT", 299 - "b"'], ['a']],
    ['escaped quotes', ['299 - "say \\"no\\" \\\\ never"'], ['say "no" \\ never']],
    ['another code', ['199 - "a"', '110 anderson/1.3.37 "Response is stale"'], []],
    ['another agent', ['299 example.com "a"'], []],
    ['no quotes', ['299 - a'], []],
    ['a quote that never ends', ['299 - "a'], []],
    ['control and direction marks', ['299 - "a\u202eb\u0007c\u001b[31m"'], ['abc[31m']],
    ['nothing', ['', '299 - ""'], []],
  ]
  it.each(cases)('reads %s', (_name, headers, expected) => {
    expect(parseWarnings(headers)).toEqual(expected)
  })

  it('keeps no more than 4096 bytes in all', () => {
    const texts = parseWarnings(Array.from({ length: 5_000 }, (_, count) => `299 - "${count}${'x'.repeat(1_000)}"`))
    expect(Buffer.byteLength(texts.join(''))).toBeLessThanOrEqual(4096)
    expect(texts.length).toBeGreaterThan(1)
  })

  it('gives printable text for anything', () => {
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => `299 - "${text}"`),
    )
    fc.assert(
      fc.property(fc.array(line), (headers) =>
        parseWarnings(headers).every((text) => text !== '' && !/[\p{Cc}\p{Cf}]/u.test(text)),
      ),
    )
  })
})
