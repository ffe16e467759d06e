import { describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { readImageIndex } from '@/lib/oci/image-index'
import { mediaTypes } from '@/lib/oci/media-type'
import type { IndexEdits } from './index-edits'
import { type IndexPlan, planIndex } from './plan'
import type { PlanRequest } from './plan-request'
import type { ProblemCode } from './problem'
import type { ReadIndex, SourceContent } from './source'
import { attestationOf, currentOf, entryOf, imageFor, indexOf, requestOf, source } from './source.fixture'

const amd64 = imageFor('linux/amd64')
const arm64 = imageFor('linux/arm64')
const armv7 = imageFor('linux/arm/v7')
const provenance = attestationOf(amd64.digest)
const signature = {
  mediaType: mediaTypes.ociManifest,
  digest: computeDigest('signature'),
  size: 9,
  artifactType: 'application/vnd.example.signature',
}

/** An index of this very text. */
function indexText(text: string, children: SourceContent[] = []): ReadIndex {
  const bytes = new TextEncoder().encode(text)
  const index = readImageIndex(JSON.parse(text))
  if (!index) throw new Error('This is no index.')
  const found = children.flatMap((child) => ('digest' in child ? [[child.digest, child] as const] : []))
  const [digest, size] = [computeDigest(bytes), bytes.length]
  return { kind: 'index', digest, mediaType: mediaTypes.ociIndex, size, bytes, index, children: new Map(found) }
}

/** Its fields stand in an order of their own, and it has some that nobody knows. */
const odd = indexText(
  JSON.stringify(
    {
      manifests: [
        { digest: amd64.digest, 'x-note': { b: 1, a: 2 }, ...entryOf(amd64) },
        { platform: { os: 'linux', architecture: 'arm64', variant: 'v8' }, ...entryOf(arm64), 'x-kept': [1, null] },
        { ...entryOf(armv7), annotations: { zebra: '1', ape: '2' } },
        { annotations: {}, ...provenance },
        signature,
      ],
      'x-before': true,
      annotations: { owner: 'team', from: 'ci' },
      mediaType: mediaTypes.ociIndex,
      schemaVersion: 2,
      artifactType: 'application/vnd.example.set',
      'x-after': { deep: [{ z: 1, a: 2 }] },
    },
    null,
    2,
  ),
  [amd64, arm64, armv7],
)

/** The index opened for editing: it is the only source, and its tag the target. */
function edit(index: ReadIndex, edits: IndexEdits, options: Partial<PlanRequest> = {}): IndexPlan {
  return planIndex(requestOf([source('1.0', index)], { current: currentOf(index), keep: true, edits, ...options }))
}

const digests = ({ entries }: IndexPlan) => entries.map(({ digest }) => digest)
const platforms = ({ entries }: IndexPlan) => entries.map(({ platform }) => platform)
const codes = ({ problems }: IndexPlan) => problems.map(({ code }) => code)
const written = ({ index }: IndexPlan) => JSON.parse(index.body)
const messageOf = (plan: IndexPlan, code: ProblemCode) =>
  plan.problems.find((problem) => problem.code === code)?.message ?? ''
const body = new TextDecoder().decode(odd.bytes)

it.each<[string, IndexEdits]>([
  ['none', {}],
  ['what is so already', { artifactType: 'application/vnd.example.set', order: [amd64.digest, arm64.digest] }],
  ['the annotations that an entry has', { annotations: { [armv7.digest]: { ape: '2', zebra: '1' } } }],
  ['the platform that an entry has', { platforms: { [armv7.digest]: 'linux/arm/v7' } }],
  ['a reason for nothing', { reasons: { [amd64.digest]: 'because' } }],
  ['an annotation gone that is not there', { unannotate: ['nobody'] }],
])('the very same bytes for the edit: %s', (_case, edits) => {
  const plan = edit(odd, edits)
  expect(plan.index.body).toBe(body)
  expect(codes(plan)).toEqual(['INDEX_REUSED', 'TARGET_UNCHANGED'])
})

describe('an entry removed', () => {
  const plan = edit(odd, { remove: [arm64.digest] })

  it('leaves every other line as it stood', () => {
    const document = JSON.parse(body)
    document.manifests.splice(1, 1)
    expect(plan.index.body).toBe(JSON.stringify(document, null, 2))
    expect(plan.index.digest).toBe(computeDigest(plan.index.body))
  })

  it('is named, so that it can be put back, and what is lost is said', () => {
    expect(plan.removed).toMatchObject([{ digest: arm64.digest, platform: 'linux/arm64' }])
    expect(codes(plan)).toEqual(['PLATFORM_LOST', 'TAG_OVERWRITTEN'])
  })

  it.each([
    ['an image takes its attestation along', [amd64.digest], [arm64.digest, armv7.digest, signature.digest]],
    ['an attestation goes alone', [String(provenance.digest)], [amd64, arm64, armv7, signature].map((e) => e.digest)],
    ['an artifact goes alone', [signature.digest], [amd64, arm64, armv7, provenance].map((e) => e.digest)],
  ])('%s', (_case, remove, left) => {
    expect(digests(edit(odd, { remove }))).toEqual(left)
  })

  it('takes what is wrong with it along', () => {
    const missing = { kind: 'missing', message: 'gone' } as const
    const broken = { ...odd, children: new Map<typeof amd64.digest, SourceContent>([[arm64.digest, missing]]) }
    expect(codes(edit(broken, {}))).toContain('CHILD_MISSING')
    expect(codes(edit(broken, { remove: [arm64.digest] }))).not.toContain('CHILD_MISSING')
  })

  it('may be the last one, which gives nothing to push', () => {
    expect(codes(edit(indexOf([entryOf(amd64)]), { remove: [amd64.digest] }))).toContain('NO_SOURCES')
  })
})

describe('the order', () => {
  it.each([
    ['is the one given', [armv7, amd64, arm64], ['linux/arm/v7', 'linux/amd64', 'linux/arm64']],
    ['has what is not named at the end', [armv7], ['linux/arm/v7', 'linux/amd64', 'linux/arm64']],
  ])('%s', (_case, order, expected) => {
    const plan = edit(odd, { order: order.map(({ digest }) => digest) })
    expect(platforms(plan).slice(0, 3)).toEqual(expected)
    expect(digests(plan).slice(3)).toEqual([provenance.digest, signature.digest])
    expect(written(plan).manifests[1]).toEqual(JSON.parse(body).manifests[0])
  })
})

describe('annotations', () => {
  it('of an entry are written, its unknown fields stay', () => {
    const plan = edit(odd, { annotations: { [arm64.digest]: { note: 'hand-made' } } })
    expect(written(plan).manifests[1]).toMatchObject({ annotations: { note: 'hand-made' }, 'x-kept': [1, null] })
    expect(plan.entries[1]).toMatchObject({ annotations: { note: 'hand-made' } })
  })

  it('of an entry go when none is given', () => {
    const plan = edit(odd, { annotations: { [armv7.digest]: {} } })
    expect(written(plan).manifests[2]).not.toHaveProperty('annotations')
  })

  it('of an attestation say what it belongs to and stay', () => {
    const plan = edit(odd, { annotations: { [String(provenance.digest)]: {} } })
    expect(plan.index.body).toBe(body)
  })

  it('of the index change one by one', () => {
    const plan = edit(odd, { unannotate: ['owner'] }, { annotations: { more: 'yes' } })
    expect(written(plan).annotations).toEqual({ from: 'ci', more: 'yes' })
    expect(Object.keys(written(plan))).toEqual(Object.keys(JSON.parse(body)))
  })

  it('need an OCI index', () => {
    const [one, two] = [imageFor('linux/amd64', { docker: true }), imageFor('linux/arm64', { docker: true })]
    const list = indexOf([entryOf(one), entryOf(two)], { docker: true, children: [one, two] })
    const edits = { annotations: { [one.digest]: { note: 'x' } } }
    expect(codes(edit(list, edits, { format: 'docker' }))).toContain('ANNOTATIONS_NEED_OCI')
    expect(edit(list, edits).index.mediaType).toBe(mediaTypes.ociIndex)
    expect(edit(list, { remove: [two.digest] }).index.mediaType).toBe(mediaTypes.dockerList)
  })
})

describe('the artifact type', () => {
  it.each([
    ['application/vnd.example.other', 'application/vnd.example.other'],
    ['', undefined],
  ])('“%s” is written as %s', (artifactType, expected) => {
    const plan = edit(odd, { artifactType })
    expect(written(plan).artifactType).toBe(expected)
    expect(written(plan)).toMatchObject({ 'x-before': true, 'x-after': { deep: [{ z: 1, a: 2 }] } })
  })

  it('takes its fixed place where there was none', () => {
    const plan = edit(indexOf([entryOf(amd64), entryOf(arm64)], { fields: { 'x-own': 1 } }), { artifactType: 'a/b' })
    expect(Object.keys(written(plan))).toEqual(['schemaVersion', 'mediaType', 'artifactType', 'manifests', 'x-own'])
  })

  it.each(['none', 'a/b/c', 'a b/c', '/x', `a/${'b'.repeat(200)}`])('“%s” is refused', (artifactType) => {
    expect(codes(edit(odd, { artifactType }))).toContain('ARTIFACT_TYPE_INVALID')
  })
})

describe('the platform of an entry', () => {
  it('is written, with the reason asked for where the config says another', () => {
    const platforms = { [armv7.digest]: 'linux/arm/v6' }
    const asked = edit(odd, { platforms })
    expect(written(asked).manifests[2].platform).toEqual({ architecture: 'arm', os: 'linux', variant: 'v6' })
    expect(messageOf(asked, 'PLATFORM_OVERRIDDEN')).toContain('say why')
    const told = edit(odd, { platforms, reasons: { [armv7.digest]: ' built for v6 ' } })
    expect(messageOf(told, 'PLATFORM_OVERRIDDEN')).toContain('as you set it: “built for v6”')
    expect(told.index.digest).toBe(asked.index.digest)
  })

  it('is a correction where it is what the config says', () => {
    const wrong = indexOf([entryOf(amd64, { platform: { os: 'linux', architecture: 's390x' } })], { children: [amd64] })
    expect(edit(wrong, {}).problems).toMatchObject([
      { code: 'PLATFORM_MISMATCH', alternatives: ['linux/amd64'] },
      { code: 'INDEX_REUSED' },
      { code: 'TARGET_UNCHANGED' },
    ])
    const corrected = edit(wrong, { platforms: { [amd64.digest]: 'linux/amd64' } })
    expect(platforms(corrected)).toEqual(['linux/amd64'])
    expect(codes(corrected)).toEqual(['PLATFORM_LOST', 'TAG_OVERWRITTEN'])
  })

  it('of an image that today’s target alone has can be set too, and “before” stays what it is', () => {
    const request = requestOf([source('n', imageFor('linux/s390x'))], {
      ...{ current: currentOf(odd), keep: true },
      edits: { platforms: { [armv7.digest]: 'linux/arm/v6' } },
    })
    const plan = planIndex(request)
    expect(platforms(plan)).toContain('linux/arm/v6')
    expect(plan.changes).toContainEqual({ platform: 'linux/arm/v7', change: 'removed', before: armv7.digest })
  })

  it('of a source that stands alone takes its reason by the source’s name', () => {
    const reasons = { 'registry.test/team/app:x': 'it runs' }
    const plan = planIndex(requestOf([source('x', amd64, { platform: 'linux/386' })], { edits: { reasons } }))
    expect(messageOf(plan, 'PLATFORM_OVERRIDDEN')).toContain('“it runs”')
  })
})

it.each<[string, IndexEdits]>([
  ['removed', { remove: [computeDigest('gone')] }],
  ['annotated', { annotations: { [computeDigest('gone')]: {} } }],
  ['set the platform of', { platforms: { [computeDigest('gone')]: 'linux/amd64' } }],
])('an entry that was %s and is not there any more is said', (what, edits) => {
  const plan = edit(odd, edits)
  expect(plan.problems[0]).toMatchObject({ level: 'warning', code: 'EDIT_UNMATCHED', digest: computeDigest('gone') })
  expect(messageOf(plan, 'EDIT_UNMATCHED')).toContain(`You ${what} the entry`)
})

describe('an index that cannot be written anew', () => {
  const text = (more: string) =>
    `{"schemaVersion":2,"mediaType":"${mediaTypes.ociIndex}",${more}"manifests":[${JSON.stringify(entryOf(amd64))},${JSON.stringify(entryOf(arm64))}]}`

  it.each([
    ['a large number', '"x-id":12345678901234567890,', 'the number 12345678901234567890'],
    ['a name twice', '"x-a":1,"x-a":2,', 'the name “x-a”'],
    ['its length', `"x-a":"${'x'.repeat(262_144)}",`, 'it is larger than 256 KiB'],
    ['the name of a prototype', '"__proto__":{"a":1},', 'the name “__proto__”'],
  ])('for %s is not edited, and pushed as it is', (_case, more, words) => {
    const index = indexText(text(more), [amd64, arm64])
    expect(edit(index, {}).index.body).toBe(text(more))
    expect(codes(edit(index, {}))).toEqual(['INDEX_REUSED', 'TARGET_UNCHANGED'])
    const refused = edit(index, { remove: [arm64.digest] })
    expect(messageOf(refused, 'INDEX_NOT_LOSSLESS')).toContain(words)
    const joined = planIndex(requestOf([source('a', index), source('b', armv7)]))
    expect(codes(joined)).toEqual(['INDEX_NOT_LOSSLESS'])
  })

  it('is edited where the number is kept', () => {
    expect(codes(edit(indexText(text('"x-id":1.50,'), [amd64, arm64]), { remove: [arm64.digest] }))).toEqual([
      'PLATFORM_LOST',
      'TAG_OVERWRITTEN',
    ])
  })
})
