import { describe, expect, it } from 'vitest'
import { answerScopes, catalogScope, mergeScopes, repositoryScope, scopesKey } from './scope'

const [pull, push] = [repositoryScope('a/b', 'pull'), repositoryScope('a/b', 'pull,push')]
const other = repositoryScope('c/d', 'pull')

it('scopes are spelled as token servers want them', () => {
  expect([pull, push, repositoryScope('a/b', 'delete'), catalogScope]).toEqual([
    'repository:a/b:pull',
    'repository:a/b:pull,push',
    'repository:a/b:delete',
    'registry:catalog:*',
  ])
})

describe('merged', () => {
  it.each([
    ['the actions of one resource', ['repository:a/b:pull', 'repository:a/b:push'], ['repository:a/b:pull,push']],
    ['in the order pull, push, delete', ['repository:a/b:delete,push,pull'], ['repository:a/b:pull,push,delete']],
    ['others behind, by name', ['repository:a/b:z,pull,x'], ['repository:a/b:pull,x,z']],
    ['each action once', ['repository:a/b:pull,pull', 'repository:a/b:pull'], ['repository:a/b:pull']],
    ['all by the star', ['repository:a/b:pull,*,push'], ['repository:a/b:*']],
    ['resources as they came', [other, push, pull], [other, push]],
    ['the registry’s own words', ['aws', '*'], ['aws', '*']],
    ['a port in the name', ['repository:r.example:5000/a:pull'], ['repository:r.example:5000/a:pull']],
  ])('%s', (_what, scopes, expected) => {
    expect(mergeScopes(scopes)).toEqual(expected)
  })
})

describe('the key of a token', () => {
  it.each([
    [
      [pull, other],
      [other, pull],
    ],
    [['repository:a/b:push,pull'], [push]],
    [['repository:a/b:pull,*'], ['repository:a/b:*']],
    [[pull, pull], [pull]],
  ])('is one for %j and %j', (a, b) => {
    expect(scopesKey(a)).toBe(scopesKey(b))
  })

  it.each([
    [[pull], [push]],
    [[pull], [other]],
    [[pull], []],
    [[catalogScope], ['repository:catalog:*']],
  ])('differs for %j and %j', (a, b) => {
    expect(scopesKey(a)).not.toBe(scopesKey(b))
  })
})

describe('after a challenge', () => {
  it.each([
    ['without a scope ours is asked for', [pull], undefined, [pull]],
    ['with an empty one too', [pull], '', [pull]],
    ['its own is asked for', [], 'repository:a/b:delete', ['repository:a/b:delete']],
    ['joined with ours of the same repository', [pull], 'repository:a/b:push', [push]],
    ['not with ours of another one', [pull], other, [other]],
    ['not with ours where it is no repository', [pull], 'aws', ['aws']],
    ['not with ours where it means everything', [pull], '*', ['*']],
    ['not with ours that are no repository', [catalogScope], 'registry:catalog:read', ['registry:catalog:read']],
    ['both of a mount, the wanted one first', [push, other], `${other} repository:a/b:push,pull`, [push, other]],
  ])('%s', (_what, wanted, challenged, expected) => {
    expect(answerScopes(wanted, challenged)).toEqual(expected)
  })
})
