import { describe, expect, it } from 'vitest'
import { type FollowedPage, followPages } from './follow-pages'

const page = (names: string, next?: string): FollowedPage => ({ names: names.split(' ').filter(Boolean), next })
const follow = (...pages: FollowedPage[]) =>
  followPages(pages, [undefined, ...pages.map(({ next }) => next)].slice(0, -1))
const many = (count: number, next: (index: number) => string, names = (index: number) => [`${index}`]) =>
  Array.from({ length: count }, (_, index) => ({ names: names(index), next: next(index) }))

describe('followPages', () => {
  it.each<[string, FollowedPage[], ReturnType<typeof followPages>]>([
    ['a list of one page is at its end', [page('a b')], { isCut: false }],
    ['a page goes on, however short it is', [page('a', 'a')], { next: 'a', isCut: false }],
    ['a page with some new names goes on', [page('a b', 'b'), page('b c', 'c')], { next: 'c', isCut: false }],
    [
      'one or two pages without a name go on',
      [page('a', 'a'), page('', 'x'), page('', 'y')],
      { next: 'y', isCut: false },
    ],
    ['three are enough', [page('', 'x'), page('', 'y'), page('', 'z')], { isCut: true }],
    ['a next page that was read is a circle', [page('a', 'x'), page('b', 'y'), page('c', 'x')], { isCut: false }],
    [
      'a page that tells what was told is the end',
      [page('a b', 'x'), page('c', 'y'), page('b a', 'z')],
      { isCut: false },
    ],
    ['nothing yet', [], { isCut: false }],
  ])('%s', (_what, pages, expected) => {
    expect(follow(...pages)).toEqual(expected)
  })

  it('gives up after 200 pages or 200,000 names, and says that there is more', () => {
    expect(follow(...many(199, String))).toEqual({ next: '198', isCut: false })
    expect(follow(...many(200, String))).toEqual({ isCut: true })
    const long = (index: number) => Array.from({ length: 100_000 }, (_, name) => `${index}-${name}`)
    expect(follow(...many(2, String, long))).toEqual({ isCut: true })
  })
})
