import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readNextPage } from './link-header'

describe('F35 readNextPage', () => {
  const cases: [name: string, headers: string[], expected: string | undefined][] = [
    ['relative', ['</v2/a/b/tags/list?n=2&last=x>; rel="next"'], '?n=2&last=x'],
    ['absolute', ['<https://r.example/v2/a/b/tags/list?last=x>; rel=next'], '?last=x'],
    ['an internal host over http', ['<http://10.0.0.1:5000/v2/a/b/tags/list?last=x>; rel="next"'], '?last=x'],
    ['another relation first', ['</v2/a/b/tags/list?p=1>; rel="prev", </v2/a/b/tags/list?p=3>; rel="next"'], '?p=3'],
    ['several lines', ['</v2/a/b/tags/list?p=1>; rel="prev"', '</v2/a/b/tags/list?p=3>; rel="next"'], '?p=3'],
    ['several relations', ['</v2/a/b/tags/list?p=3>; title="a,b"; rel="last next"'], '?p=3'],
    ['a path without the virtual repository (Artifactory)', ['</v2/b/tags/list?last=x>; rel="next"'], '?last=x'],
    ['an unescaped query (zot)', ['</v2/a/b/tags/list?last=a b,c>; rel="next"'], '?last=a%20b,c'],
    ['only prev', ['</v2/a/b/tags/list?p=1>; rel="prev"'], undefined],
    ['no relation', ['</v2/a/b/tags/list?p=1>'], undefined],
    ['another path', ['</v2/_catalog?last=x>; rel="next"'], undefined],
    ['no query', ['</v2/a/b/tags/list>; rel="next"'], undefined],
    ['no target', ['rel="next"', '<; rel="next"', ''], undefined],
    ['too long', [`</v2/a/b/tags/list?last=${'x'.repeat(1_000_000)}>; rel="next"`], undefined],
  ]

  it.each(cases)('reads %s', (_name, headers, expected) => {
    expect(readNextPage(headers, '/tags/list')).toBe(expected)
  })

  it('gives a query or nothing for any header', () => {
    const syntax = fc.string({ unit: fc.constantFrom(...'</v2/tags/list?n=1>;rel="next",\\ ') })
    const target = fc.string({ unit: 'binary' }).map((text) => `<${text}/tags/list?${text}>; rel="next"`)
    fc.assert(
      fc.property(fc.array(fc.oneof(syntax, target, fc.string({ unit: 'binary' }))), (headers) => {
        const query = readNextPage(headers, '/tags/list')
        return (
          query === undefined || (query.startsWith('?') && URL.canParse(`https://r.example/v2/a/tags/list${query}`))
        )
      }),
    )
  })

  it('finds the next page among whatever else is linked', () => {
    const relation = fc.constantFrom('prev', 'first', 'last', 'nextpage', 'x-next', 'nex', '')
    const quoted = fc.string({ unit: fc.constantFrom(...'ab,;<>= ') }).map((text) => `"${text}"`)
    const others = fc.array(fc.tuple(fc.constantFrom('title', 'type', 'hreflang'), quoted), { maxLength: 2 })
    const parameters = fc
      .tuple(others, fc.constantFrom('; ', ' ;', ';'))
      .map(([list, between]) => list.map(([name, value]) => `${between}${name}=${value}`).join(''))
    const query = fc.string({ unit: fc.constantFrom(...'abc=&, ') }).map((text) => `?last=${text}.`)
    const link = (relations: fc.Arbitrary<string>) =>
      fc.tuple(fc.constantFrom('', 'http://inner:5000', 'https://r.example'), query, parameters, relations)
    const other = link(relation.map((name) => `; rel="${name}"`))
    const next = link(fc.constantFrom('; rel=next', ';rel="next"', '; REL = "last Next"', ' ;\trel="next prev"'))
    const text = ([host, search, more, relations]: [string, string, string, string]) =>
      `<${host}/v2/a/b/tags/list${search}>${more}${relations}`
    const property = fc.property(
      fc.array(other, { maxLength: 3 }),
      next,
      fc.array(other, { maxLength: 3 }),
      fc.boolean(),
      (before, wanted, after, isOneLine) => {
        const links = [...before, wanted, ...after].map(text)
        const headers = isOneLine ? [links.join(', ')] : links
        const { search } = new URL(`https://r.example/${wanted[1]}`)
        expect(readNextPage(headers, '/tags/list')).toBe(search)
      },
    )
    fc.assert(property, { numRuns: 500 })
  })
})
