import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseChallenges } from './challenge'

const read = (...headers: string[]) =>
  parseChallenges(headers).map(({ scheme, parameters }) => [scheme, { ...parameters }])

describe('F20 parseChallenges', () => {
  const cases: [name: string, headers: string[], expected: unknown[]][] = [
    [
      'one Bearer',
      ['Bearer realm="https://auth.example/token",service="registry",scope="repository:a/b:pull"'],
      [['bearer', { realm: 'https://auth.example/token', service: 'registry', scope: 'repository:a/b:pull' }]],
    ],
    [
      'several lines',
      ['Basic realm="a"', 'Bearer realm="b"'],
      [
        ['basic', { realm: 'a' }],
        ['bearer', { realm: 'b' }],
      ],
    ],
    [
      'two challenges in one line (Codeberg)',
      ['Bearer realm="https://c/t",service="s",scope="*",Basic realm="https://c"'],
      [
        ['bearer', { realm: 'https://c/t', service: 's', scope: '*' }],
        ['basic', { realm: 'https://c' }],
      ],
    ],
    [
      'commas, equals signs and quotes in quotes',
      ['Basic realm="Local, \\"quoted\\" Realm=1"'],
      [['basic', { realm: 'Local, "quoted" Realm=1' }]],
    ],
    [
      'unquoted URL (zot)',
      ['bearer realm=https://z.example/auth?x=1,service=z.example'],
      [['bearer', { realm: 'https://z.example/auth?x=1', service: 'z.example' }]],
    ],
    ['any case', ['BEARER Realm="a", SERVICE=b'], [['bearer', { realm: 'a', service: 'b' }]]],
    ['spaces around the equals sign', ['Bearer realm = "a" , service= b'], [['bearer', { realm: 'a', service: 'b' }]]],
    [
      'token68, then another',
      ['NTLM TlRMTVNTUAAC==, Basic realm="x"'],
      [
        ['ntlm', {}],
        ['basic', { realm: 'x' }],
      ],
    ],
    [
      'bare schemes',
      ['Negotiate, Basic'],
      [
        ['negotiate', {}],
        ['basic', {}],
      ],
    ],
    ['empty value', ['Bearer realm="a",scope=""'], [['bearer', { realm: 'a', scope: '' }]]],
    ['empty header', ['', '  ,, '], []],
    ['first of two realms', ['Bearer realm="good",realm="evil"'], [['bearer', { realm: 'good' }]]],
    [
      'a list of scopes',
      ['Bearer realm="a",scope="repository:a/b:push,pull repository:c/d:pull"'],
      [['bearer', { realm: 'a', scope: 'repository:a/b:push,pull repository:c/d:pull' }]],
    ],
    ['quote that never ends', ['Bearer realm="a'], [['bearer', { realm: 'a' }]]],
    ['rubbish first', ['"x", Basic realm="y"'], [['basic', { realm: 'y' }]]],
  ]

  it.each(cases)('reads %s', (_name, headers, expected) => {
    expect(read(...headers)).toEqual(expected)
  })

  it('keeps a parameter called __proto__ as a parameter', () => {
    const [challenge] = parseChallenges(['Bearer __proto__="x",realm="a"'])
    expect(Object.getPrototypeOf(challenge?.parameters)).toBeNull()
    expect(challenge?.parameters.realm).toBe('a')
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  })

  it('leaves out lines longer than 8 KiB and more than sixteen challenges', () => {
    expect(parseChallenges([`Bearer realm="${'a'.repeat(1_000_000)}"`])).toEqual([])
    expect(parseChallenges(Array.from({ length: 40 }, () => 'Basic realm="a"'))).toHaveLength(16)
  })

  it('reads any header, whatever it is, without a word', () => {
    const syntax = fc.string({ unit: fc.constantFrom(...'Basic Bearer="\\, realm=scope;\t') })
    fc.assert(
      fc.property(fc.array(fc.oneof(syntax, fc.string({ unit: 'binary' }))), (headers) =>
        parseChallenges(headers).every(
          ({ scheme, parameters }) =>
            scheme !== '' && scheme === scheme.toLowerCase() && Object.getPrototypeOf(parameters) === null,
        ),
      ),
    )
  })

  it('reads what is written by the rules', () => {
    const name = fc.stringMatching(/^[a-z]{1,8}$/)
    const quoted = fc.string().map((value) => ({ value, text: `"${value.replace(/["\\]/g, '\\$&')}"` }))
    const bare = fc.stringMatching(/^[a-z0-9:/?=&._-]{1,30}$/).filter((value) => !value.startsWith('='))
    const value = fc.oneof(
      quoted,
      bare.map((text) => ({ value: text, text })),
    )
    const equals = fc.constantFrom('=', ' = ', '\t=')
    const parameters = fc.uniqueArray(fc.tuple(name, value, equals), {
      minLength: 1,
      maxLength: 5,
      selector: ([key]) => key,
    })
    const withParameters = parameters.map((list) => ({
      text: list.map(([key, { text }, is], index) => (index % 2 ? key : key.toUpperCase()) + is + text).join(' , '),
      expected: Object.fromEntries(list.map(([key, written]) => [key, written.value])),
    }))
    const token68 = fc.stringMatching(/^[A-Za-z0-9+/._~-]{1,20}(?:==)?$/).map((text) => ({ text, expected: {} }))
    const rest = fc.oneof({ arbitrary: withParameters, weight: 3 }, token68, fc.constant({ text: '', expected: {} }))
    const scheme = fc.oneof(fc.constantFrom('basic', 'bearer'), name)
    const line = fc.array(fc.tuple(scheme, rest), { minLength: 1, maxLength: 4 })
    const gap = fc.constantFrom(',', ', ', ' ,\t, ')
    fc.assert(
      fc.property(fc.array(fc.tuple(line, gap), { maxLength: 4 }), (lines) => {
        const headers = lines.map(([list, between]) =>
          list.map(([called, { text }]) => `${called.toUpperCase()} ${text}`.trim()).join(between),
        )
        const expected = lines.flatMap(([list]) => list.map(([called, { expected: values }]) => [called, values]))
        expect(read(...headers)).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })
})
