import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareTags, sortTags } from './compare-tags'

describe('the order of tags', () => {
  it.each<[string, string[]]>([
    ['versions count as numbers', ['1.10', '1.9', '1.2']],
    ['a moving tag stands before what it covers', ['2', '1', '1.2', '1.2.3', '1.1']],
    ['a release before its candidates, the ripest first', ['1.0', '1.0-rc.2', '1.0-rc.1', '1.0-beta.3', '1.0-alpha']],
    ['what belongs to one version stays together', ['1.1', '1.1-amd64', '1.1-arm64', '1.0', '1.0-amd64', '1.0-arm64']],
    ['a platform in the name is no pre-release', ['1.0-amd64', '1.0-windows', '1.0-rc1', '1.0-rc1-amd64']],
    ['an initial v does not matter', ['v1.2', '1.1', 'v1.0']],
    ['dates from the newest down', ['2024-05-01', '2024-04-30', '2023-12-31']],
    ['numbers longer than a double holds exactly', ['20240501123456789013', '20240501123456789012']],
    ['leading zeros do not count', ['010', '9', '008']],
    ['numbers inside names', ['jdk-21', 'jdk-11', 'jdk-8', 'jre-21']],
    [
      'kinds: latest, versions, names, commits, referrers',
      ['latest', '0.1', 'edge', 'main', '1a2b3c4', 'sha256-0123456789abcdef0123456789abcdef.sig'],
    ],
  ])('%s', (_rule, expected) => {
    expect(sortTags([...expected].reverse())).toEqual(expected)
    expect(sortTags(expected)).toEqual(expected)
  })

  const tag = fc.stringMatching(/^v?[0-9a-c._rlpha-]{1,10}$/)

  it('is total: antisymmetric, transitive, zero only for the same tag', () => {
    fc.assert(
      fc.property(tag, tag, tag, (a, b, c) => {
        expect(Math.sign(compareTags(a, b))).toBe(0 - Math.sign(compareTags(b, a)))
        expect(compareTags(a, b) === 0).toBe(a === b)
        if (compareTags(a, b) <= 0 && compareTags(b, c) <= 0) expect(compareTags(a, c)).toBeLessThanOrEqual(0)
      }),
    )
  })
})
