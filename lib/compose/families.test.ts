import { expect, test } from 'vitest'
import type { Digest } from '@/lib/oci/digest'
import { familyState, groupFamilies, groupManyFamilies, type TagFacts } from './families'

test.each([
  ['suffixes', ['1.0-amd64', '1.0-arm64v8'], { '1.0': ['1.0-amd64', '1.0-arm64v8'] }],
  ['prefixes', ['amd64-1.0', 'arm64-1.0'], { '1.0': ['amd64-1.0', 'arm64-1.0'] }],
  ['CPU names', ['1.0_x86_64', '1.0-aarch64'], { '1.0': ['1.0_x86_64', '1.0-aarch64'] }],
  ['with the os', ['linux-arm64-1.0', 'linux-amd64-1.0'], { '1.0': ['linux-amd64-1.0', 'linux-arm64-1.0'] }],
  ['whole tags', ['amd64', 'arm64'], { latest: ['amd64', 'arm64'] }],
  ['ARM variants', ['2-armhf', '2-armv6', '2'], { '2': ['2-armv6', '2-armhf'] }],
  ['one platform alone', ['1.0-amd64', '1.0'], {}],
  ['one platform in two spellings', ['1.0-amd64', '1.0-x86_64'], {}],
  ['words that merely contain a spelling', ['charm64bit', 'charm32bit'], {}],
  ['different versions', ['1.0-amd64', '1.1-arm64'], {}],
])('%s', (_case, tags, expected) => {
  const families = groupFamilies(tags)
  expect(Object.fromEntries(families.map(({ target, members }) => [target, members.map(({ tag }) => tag)]))).toEqual(
    expected,
  )
})

test('the newest-looking family comes first', () => {
  const tags = ['1.9', '1.10', '1.2'].flatMap((version) => [`${version}-amd64`, `${version}-arm64`])
  expect(groupFamilies(tags).map(({ target }) => target)).toEqual(['1.10', '1.9', '1.2'])
})

test('many tags are grouped as few are, one round of the event loop or several', async () => {
  const tags = Array.from({ length: 3_000 }, (_, at) => [`1.${(at * 7) % 3_000}-amd64`, `1.${at}-arm64`]).flat()
  expect(await groupManyFamilies(tags, 5_000)).toEqual(groupFamilies(tags))
  expect(await groupManyFamilies(tags, 3)).toEqual(groupFamilies(tags).slice(0, 3))
})

const digest = (letter: string): Digest => `sha256:${letter.repeat(64)}`
const single = (letter: string): TagFacts => ({
  digest: digest(letter),
  images: [{ platform: 'x', digest: digest(letter) }],
})
const index = (letters: string): TagFacts => ({
  digest: digest('0'),
  images: [...letters].map((letter) => ({ platform: letter, digest: digest(letter) })),
})
const family = {
  target: '1',
  members: [
    { tag: '1-amd64', claim: 'linux/amd64' },
    { tag: '1-arm64', claim: 'linux/arm64' },
  ],
}
const perArch: [string, TagFacts][] = [
  ['1-amd64', single('a')],
  ['1-arm64', single('b')],
]

test.each([
  ['no combined tag', ['1-amd64', '1-arm64'], perArch, 'missing'],
  ['the same images', ['1', '1-amd64', '1-arm64'], [...perArch, ['1', index('ab')]], 'current'],
  ['more images than the family has', ['1', '1-amd64', '1-arm64'], [...perArch, ['1', index('abc')]], 'current'],
  ['an older image', ['1', '1-amd64', '1-arm64'], [...perArch, ['1', index('ac')]], 'stale'],
  ['one image only', ['1', '1-amd64', '1-arm64'], [...perArch, ['1', single('a')]], 'stale'],
  ['not read yet', ['1', '1-amd64', '1-arm64'], perArch, undefined],
  ['a member not read yet', ['1', '1-amd64', '1-arm64'], [perArch[0], ['1', index('ab')]], undefined],
] as [string, string[], [string, TagFacts][], string | undefined][])('%s', (_case, tags, facts, expected) => {
  expect(familyState(family, { tags: new Set(tags), facts: new Map(facts) })).toBe(expected)
})
