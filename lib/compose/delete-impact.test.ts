import { expect, test } from 'vitest'
import { type DeleteImpact, deleteImpact, type TagContent } from './delete-impact'

const index = (tag: string, digest: string, ...contains: string[]): TagContent => ({ tag, digest, contains })
const none: DeleteImpact = { sharedTags: [], heldBy: [], unreachable: [] }

test.each<[string, TagContent, TagContent[], Partial<DeleteImpact>]>([
  ['the only tag', index('1', 'I', 'a', 'b'), [], { unreachable: ['I', 'a', 'b'] }],
  ['the tag itself among the others', index('1', 'I', 'a'), [index('1', 'I', 'a')], { unreachable: ['I', 'a'] }],
  ['another tag on the same digest', index('1', 'I', 'a'), [index('latest', 'I', 'a')], { sharedTags: ['latest'] }],
  ['an image that an index holds', index('1-amd64', 'a'), [index('1', 'I', 'a', 'b')], { heldBy: ['1'] }],
  ['an index whose images have tags', index('1', 'I', 'a', 'b'), [index('1-a', 'a')], { unreachable: ['I', 'b'] }],
  [
    'an index that shares an image',
    index('1', 'I', 'a', 'b'),
    [index('2', 'J', 'b', 'c')],
    { unreachable: ['I', 'a'] },
  ],
  ['nothing in common', index('1', 'a'), [index('2', 'J', 'b')], { unreachable: ['a'] }],
])('%s', (_case, deleted, others, expected) => {
  expect(deleteImpact(deleted, others)).toEqual({ ...none, ...expected })
})
