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
})
