import { describe, expect, it } from 'vitest'
import { filterTags } from './filter-tags'
import { repositoryFromSegments } from './repository-address'
import { emptySelection, reduceSelection, type SelectionAction } from './tag-selection'

const shown = ['e', 'd', 'c', 'b', 'a']
const toggle = (tag: string): SelectionAction => ({ type: 'toggle', tag })
const extend = (tag: string): SelectionAction => ({ type: 'extend', tag, shown })
const stretch = (from: string, tag: string): SelectionAction => ({ type: 'stretch', from, tag, shown })

describe('choosing tags', () => {
  it.each<[string, SelectionAction[], string[]]>([
    ['keeps the order of choosing', [toggle('b'), toggle('e'), toggle('c')], ['b', 'e', 'c']],
    ['drops what is chosen again', [toggle('b'), toggle('e'), toggle('b')], ['e']],
    ['a range goes down from the last choice', [toggle('d'), extend('b')], ['d', 'c', 'b']],
    ['and up', [toggle('b'), extend('d')], ['b', 'c', 'd']],
    ['a second range starts at the same place', [toggle('c'), extend('d'), extend('a')], ['c', 'd', 'b', 'a']],
    ['a range without a start is one tag', [extend('c')], ['c']],
    ['a start that the search hides is no start', [toggle('z'), extend('c')], ['z', 'c']],
    ['steps with shift choose both ends', [stretch('c', 'b'), stretch('b', 'a')], ['c', 'b', 'a']],
    ['steps elsewhere begin anew', [toggle('e'), stretch('b', 'a')], ['e', 'b', 'a']],
    ['all found, on top of what is chosen', [toggle('b'), { type: 'choose', tags: shown }], ['b', 'e', 'd', 'c', 'a']],
    ['none of those found', [toggle('z'), toggle('b'), { type: 'drop', tags: shown }], ['z']],
    ['nothing', [toggle('b'), { type: 'clear' }], []],
  ])('%s', (_case, actions, chosen) => {
    expect(actions.reduce(reduceSelection, emptySelection).chosen).toEqual(chosen)
  })
})

describe('searching tags', () => {
  const tags = ['1.1-ARM64', '1.1-amd64', '1.0-arm64', 'latest']
  it.each<[string, string[]]>([
    ['', tags],
    ['arm64', ['1.1-ARM64', '1.0-arm64']],
    [' 1.0  ARM ', ['1.0-arm64']],
    ['.*', []],
  ])('%j', (query, found) => {
    expect(filterTags(tags, query)).toEqual(found)
  })
})

describe('the address of a repository', () => {
  it.each<[string[], string, boolean]>([
    [['localhost%3A5000', 'demo', 'app'], 'localhost:5000/demo/app', true],
    [['openjdk'], 'docker.io/library/openjdk', false],
    [['index.docker.io', 'library', 'openjdk'], 'docker.io/library/openjdk', false],
  ])('%j', (segments, repository, isCanonical) => {
    expect(repositoryFromSegments(segments)).toEqual({ repository, isCanonical, href: `/repository/${repository}` })
  })

  it.each([[['demo', 'app%3A1.0']], [['demo', 'App']], [['a%']]])('refuses %j with a sentence', (segments) => {
    expect(repositoryFromSegments(segments).fault).toMatch(/\w+.*\.$|\?$/)
  })
})
