import { describe, expect, it } from 'vitest'
import { annotationKeys, attestationReferenceType } from '@/lib/oci/annotation'
import { computeDigest } from '@/lib/oci/compute-digest'
import { type ImageIndex, readImageIndex } from '@/lib/oci/image-index'
import { mediaTypes } from '@/lib/oci/media-type'
import { type Platform, parsePlatform } from '@/lib/oci/platform'
import { planSplit, type SplitRequest } from './split'
import { platformInTag } from './tag-platform'

const digestOf = (text: string) => computeDigest(text)

function imageEntry(platform: Platform | undefined, content = JSON.stringify(platform)) {
  return { mediaType: mediaTypes.ociManifest, digest: digestOf(content), size: 500, ...(platform ? { platform } : {}) }
}

function attestationOf(digest: string) {
  return {
    ...imageEntry({ os: 'unknown', architecture: 'unknown' }, `attestation of ${digest}`),
    annotations: { [annotationKeys.referenceType]: attestationReferenceType, [annotationKeys.referenceDigest]: digest },
  }
}

function indexOf(manifests: unknown[]): ImageIndex {
  const index = readImageIndex({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests })
  if (!index) throw new Error('no index')
  return index
}

function platforms(...names: string[]): ImageIndex {
  return indexOf(names.map((name) => imageEntry(parsePlatform(name))))
}

const defaults = { tag: '2.3', pattern: '{tag}-{arch}', naming: 'docker' } as const
const tagsOf = (index: ImageIndex, more: Partial<SplitRequest> = {}) =>
  planSplit({ index, ...defaults, ...more }).tags.map(({ tag }) => tag)
const codesOf = (index: ImageIndex, more: Partial<SplitRequest> = {}) =>
  planSplit({ index, ...defaults, ...more }).problems.map(({ code }) => code)

const everywhere = platforms(
  'linux/386',
  'linux/amd64',
  'linux/arm/v5',
  'linux/arm/v6',
  'linux/arm/v7',
  'linux/arm64/v8',
  'linux/riscv64',
  'linux/s390x',
  'linux/ppc64le',
)

describe('names', () => {
  it.each([
    ['docker', '386 amd64 armv5 armv6 armv7 arm64 riscv64 s390x ppc64le'],
    ['uname', 'i686 x86_64 armv5l armv6l armv7l aarch64 riscv64 s390x ppc64le'],
  ] as const)('in %s are those people know', (naming, expected) => {
    expect(tagsOf(everywhere, { naming })).toEqual(expected.split(' ').map((name) => `2.3-${name}`))
  })

  it.each(['docker', 'uname'] as const)('in %s are read back as the same platform', (naming) => {
    const plan = planSplit({ index: everywhere, ...defaults, naming })
    for (const { tag, platform } of plan.tags) {
      const read = platformInTag(tag)
      expect(read?.rest, tag).toBe('2.3')
      const { os, architecture, variant } = read?.platform ?? { os: '', architecture: '' }
      expect([os, architecture, ...(variant ? [variant] : [])].join('/')).toBe(platform)
    }
  })

  it.each([
    ['{arch}', ['amd64', 'arm64', 'armv7']],
    ['{arch}-{tag}', ['amd64-2.3', 'arm64-2.3', 'armv7-2.3']],
    ['{tag}-{os}-{arch}', ['2.3-linux-amd64', '2.3-linux-arm64', '2.3-linux-armv7']],
    ['{tag}-{platform}', ['2.3-linux-amd64', '2.3-linux-arm64', '2.3-linux-armv7']],
    ['{tag}-{arch}-{variant}', ['2.3-amd64', '2.3-arm64', '2.3-arm-v7']],
    ['v{tag}_{arch}.x', ['v2.3_amd64.x', 'v2.3_arm64.x', 'v2.3_armv7.x']],
  ])('follow the pattern %s', (pattern, expected) => {
    expect(tagsOf(platforms('linux/amd64', 'linux/arm64', 'linux/arm/v7'), { pattern })).toEqual(expected)
  })

  it.each([
    ['a variant beside the plain one', ['linux/amd64', 'linux/amd64/v3'], ['2.3-amd64', '2.3-amd64v3']],
    ['a variant with a name', ['linux/ppc64le', 'linux/ppc64le/power9'], ['2.3-ppc64le', '2.3-ppc64le-power9']],
    ['another os', ['linux/amd64', 'windows/amd64 (10.0.20348.1)'], ['2.3-amd64', '2.3-windows-amd64']],
    ['an os alone', ['windows/amd64 (10.0.20348.1)'], ['2.3-amd64']],
    [
      'two Windows versions',
      ['linux/amd64', 'windows/amd64 (10.0.17763.1)', 'windows/amd64 (10.0.20348.1)'],
      ['2.3-amd64', '2.3-windows-amd64-10.0.17763.1', '2.3-windows-amd64-10.0.20348.1'],
    ],
  ])('say what tells images apart: %s', (_case, names, expected) => {
    expect(tagsOf(platforms(...names))).toEqual(expected)
    expect(codesOf(platforms(...names))).toEqual([])
  })
})

describe('problems', () => {
  const two = platforms('linux/amd64', 'linux/arm64')
  const twice = indexOf([
    imageEntry({ os: 'linux', architecture: 'arm64' }),
    imageEntry({ os: 'linux', architecture: 'arm64', variant: 'v8' }),
  ])
  const withOther = indexOf([
    imageEntry({ os: 'linux', architecture: 'amd64' }),
    imageEntry(undefined, 'nobody knows'),
    { ...imageEntry(undefined, 'nested'), mediaType: mediaTypes.ociIndex },
    { digest: 'broken' },
  ])
  const none: SplitRequest['tag'] = undefined

  it.each<[string, ImageIndex, Partial<SplitRequest>, string[]]>([
    ['a pattern that tells nothing apart', two, { pattern: '{tag}' }, ['PATTERN_INVALID']],
    ['a pattern with an unknown word', two, { pattern: '{tag}-{arch}-{version}' }, ['PATTERN_INVALID']],
    ['a pattern with a lost brace', two, { pattern: '{tag}-{arch}}' }, ['PATTERN_INVALID']],
    ['a tag in the pattern and none in the reference', two, { tag: none }, ['PATTERN_INVALID']],
    ['no tag in either', two, { tag: none, pattern: '{arch}' }, []],
    ['tags that are none', two, { pattern: '-{arch}' }, ['TAG_INVALID', 'TAG_INVALID']],
    ['tags that are too long', two, { pattern: `${'x'.repeat(125)}{arch}` }, ['TAG_INVALID', 'TAG_INVALID']],
    ['the tag of the index itself', two, { tag: 'arm64', pattern: '{arch}' }, ['TAG_IS_INDEX']],
    ['one platform twice', twice, {}, ['TAG_TWICE']],
    ['entries that are no image', withOther, {}, ['ENTRY_LEFT_OUT', 'ENTRY_LEFT_OUT', 'ENTRY_LEFT_OUT']],
    ['an index without images', indexOf([]), {}, ['NOTHING_TO_SPLIT']],
  ])('%s', (_case, index, more, codes) => {
    expect(codesOf(index, more)).toEqual(codes)
  })

  it('an image that is there twice is tagged once', () => {
    const entry = imageEntry({ os: 'linux', architecture: 'amd64' })
    const plan = planSplit({ index: indexOf([entry, entry]), ...defaults })
    expect(plan.tags).toHaveLength(1)
    expect(plan.problems).toEqual([])
  })
})

describe('attestations', () => {
  const [amd64, arm64] = [
    imageEntry({ os: 'linux', architecture: 'amd64' }),
    imageEntry({ os: 'linux', architecture: 'arm64' }),
  ]
  const index = indexOf([amd64, arm64, attestationOf(amd64.digest)])

  it('stay behind when a tag names the image itself, and that is said', () => {
    const { tags, problems } = planSplit({ index, ...defaults })
    expect(tags.map(({ digest }) => digest)).toEqual([amd64.digest, arm64.digest])
    expect(problems).toMatchObject([{ level: 'note', code: 'ATTESTATIONS_LEFT_OUT' }])
  })

  it('come along in an index of their image; an image without any stays itself', () => {
    const { tags, problems } = planSplit({ index, ...defaults, keepAttestations: true })
    const [first, second] = tags
    expect(second).toMatchObject({ digest: arm64.digest })
    expect(second).not.toHaveProperty('body')
    expect(first).toMatchObject({ mediaType: mediaTypes.ociIndex, digest: computeDigest(first?.body ?? '') })
    expect(first?.size).toBe(first?.body?.length)
    const written = readImageIndex(JSON.parse(first?.body ?? ''))
    expect(written?.entries.map(({ role }) => role)).toEqual(['platform', 'attestation'])
    expect(problems).toEqual([])
  })
})
