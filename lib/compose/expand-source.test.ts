import { describe, expect, it } from 'vitest'
import type { Digest } from '@/lib/oci/digest'
import { mediaTypes } from '@/lib/oci/media-type'
import { type IndexPlan, planIndex } from './plan'
import type { ProblemCode } from './problem'
import type { SourceContent } from './source'
import { attestationOf, entryOf, image, imageFor, indexOf, indexOfImages, requestOf, source } from './source.fixture'

const amd64 = imageFor('linux/amd64')
const arm64 = imageFor('linux/arm64')
const name = (tag: string) => `registry.test/team/app:${tag}`

const codes = ({ problems }: IndexPlan) => problems.map(({ code }) => code)
const platforms = ({ entries }: IndexPlan) => entries.map(({ platform }) => platform)
const digests = ({ entries }: IndexPlan) => entries.map(({ digest }) => digest)
const written = ({ index }: IndexPlan) => JSON.parse(index.body)
const messageOf = (plan: IndexPlan, code: ProblemCode) =>
  plan.problems.find((problem) => problem.code === code)?.message ?? ''

describe('attestations', () => {
  const [one, two] = [attestationOf(amd64.digest, 'p1'), attestationOf(arm64.digest, 'p2')]
  const amd64Index = indexOf([entryOf(amd64), one], { children: [amd64] })
  const arm64Index = indexOf([entryOf(arm64), two], { children: [arm64] })

  it('of one image that comes twice stay in the order in which they came first', () => {
    const more = attestationOf(amd64.digest, 'p3')
    const twice = indexOf([entryOf(amd64), more, one], { children: [amd64] })
    const plan = planIndex(requestOf([source('a', amd64Index), source('b', twice)]))
    expect(digests(plan)).toEqual([amd64.digest, one.digest, more.digest])
  })

  it('come along with their image, bound to it, as no platform', () => {
    const plan = planIndex(requestOf([source('a', amd64Index), source('b', arm64)]))
    expect(digests(plan)).toEqual([amd64.digest, arm64.digest, one.digest])
    expect(plan.entries[2]?.attests).toBe(amd64.digest)
    expect(written(plan).manifests[2].annotations).toEqual(one.annotations)
    expect(plan.changes.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64'])
    expect(codes(plan)).toEqual([])
  })

  it('stand after all images, in the order of their images', () => {
    const plan = planIndex(requestOf([source('a', amd64Index), source('b', arm64Index)]))
    expect(digests(plan)).toEqual([amd64.digest, arm64.digest, one.digest, two.digest])
  })

  it('leave with their image', () => {
    const both = indexOf([entryOf(amd64), entryOf(arm64), one, two])
    const plan = planIndex(requestOf([source('a', both, { only: ['linux/arm64'] })]))
    expect(digests(plan)).toEqual([arm64.digest, two.digest])
    expect(codes(plan)).toEqual([])
  })

  it('of an image that is not there are left out', () => {
    const plan = planIndex(requestOf([source('a', indexOf([entryOf(amd64), two]))]))
    expect(digests(plan)).toEqual([amd64.digest])
    expect(codes(plan)).toEqual(['ENTRY_LEFT_OUT'])
  })

  it('are written once for an image that comes from two sources', () => {
    const plan = planIndex(requestOf([source('a', amd64), source('b', amd64Index), source('c', arm64)]))
    expect(digests(plan)).toEqual([amd64.digest, arm64.digest, one.digest])
    expect(codes(plan)).toEqual(['DUPLICATE_ENTRY'])
  })

  it('are no sources themselves', () => {
    const attestation = image({
      config: { os: 'unknown', architecture: 'unknown' },
      layerMediaType: mediaTypes.inToto,
    })
    expect(codes(planIndex(requestOf([source('a', attestation)])))).toEqual(['NO_SOURCES', 'SOURCE_NOT_IMAGE'])
  })
})

describe('an index as a source', () => {
  it('is pushed as it is when nothing changes', () => {
    const index = indexOf([entryOf(amd64), attestationOf(amd64.digest), entryOf(arm64)], {
      fields: { annotations: { z: '1' }, 'x-unknown': { kept: true } },
    })
    const plan = planIndex(requestOf([source('0.9', index)]))
    expect(plan.index).toMatchObject({ digest: index.digest, size: index.size, bytes: index.bytes })
    expect(plan.index.body).toBe(new TextDecoder().decode(index.bytes))
    expect(codes(plan)).toEqual(['INDEX_REUSED'])
  })

  it.each([
    ['only', { only: ['linux/amd64'] }, {}],
    ['annotations', {}, { annotations: { a: 'b' } }],
    ['format', {}, { format: 'docker' as const }],
  ])('is written anew for another %s', (_what, options, request) => {
    const index = indexOfImages(amd64, arm64)
    const plan = planIndex(requestOf([source('0.9', index, options)], request))
    expect(plan.index.digest).not.toBe(index.digest)
    expect(codes(plan)).not.toContain('INDEX_REUSED')
  })

  it('is written anew when the person sets its one platform', () => {
    const index = indexOfImages(imageFor('linux/arm'))
    const plan = planIndex(requestOf([source('0.9', index, { platform: 'linux/arm/v7' })]))
    expect(written(plan).manifests[0].platform).toEqual({ architecture: 'arm', os: 'linux', variant: 'v7' })
    expect(codes(plan)).toEqual([])
  })

  it('is written anew when its images change places', () => {
    const zstd = entryOf(imageFor('linux/amd64', { build: '2' }), {
      annotations: { 'io.github.containers.compression.zstd': 'true' },
    })
    const plan = planIndex(requestOf([source('0.9', indexOf([zstd, entryOf(amd64)]))]))
    expect(digests(plan)).toEqual([amd64.digest, zstd.digest])
    expect(written(plan).manifests[0].digest).toBe(amd64.digest)
  })

  it('leaves out unknown/unknown without annotations, and says so', () => {
    const unknown = entryOf(amd64, { platform: { os: 'unknown', architecture: 'unknown' } })
    const plan = planIndex(requestOf([source('a', indexOf([entryOf(arm64), unknown]))]))
    expect(digests(plan)).toEqual([arm64.digest])
    expect(codes(plan)).toEqual(['UNLABELLED_UNKNOWN'])
  })

  it('leaves out what names no platform and turns out to be an artifact, and says so', () => {
    const sbom = { ...image({ build: 'sbom' }), kind: 'artifact' as const, artifactType: 'text/spdx+json', blobs: [] }
    const entry = entryOf(sbom, { platform: null })
    const both = indexOf([entryOf(amd64), entry], { children: [amd64, sbom] })
    const plan = planIndex(requestOf([source('a', both), source('b', arm64)]))
    expect(digests(plan)).toEqual([amd64.digest, arm64.digest])
    expect(codes(plan)).toEqual(['ENTRY_LEFT_OUT'])
    expect(messageOf(plan, 'ENTRY_LEFT_OUT')).toContain('no image (text/spdx+json)')
  })

  it('keeps an artifact that names a platform', () => {
    const wasm = { ...image({ build: 'wasm' }), kind: 'artifact' as const, artifactType: 'application/wasm', blobs: [] }
    const both = indexOf([entryOf(amd64), entryOf(wasm, { platform: { os: 'wasip1', architecture: 'wasm' } })], {
      children: [amd64, wasm],
    })
    const plan = planIndex(requestOf([source('a', both), source('b', arm64)]))
    expect(digests(plan)).toContain(wasm.digest)
  })

  it('is flattened where it holds an index, with a note', () => {
    const inner = indexOf([entryOf(amd64), attestationOf(amd64.digest)], { children: [amd64] })
    const outer = indexOf([entryOf(inner), entryOf(arm64)], { children: [inner, arm64] })
    const plan = planIndex(requestOf([source('a', outer)]))
    expect(platforms(plan)).toEqual(['linux/amd64', 'linux/arm64', 'unknown/unknown'])
    expect(codes(plan)).toEqual(['SOURCE_NESTED'])
  })

  it('F33 is refused where indexes stand too deep in one another', () => {
    const nest = (inner: ReturnType<typeof indexOf>) => indexOf([entryOf(inner)], { children: [inner] })
    const three = nest(nest(indexOfImages(amd64)))
    expect(codes(planIndex(requestOf([source('a', three)])))).toEqual(['SOURCE_NESTED', 'SOURCE_NESTED'])
    expect(codes(planIndex(requestOf([source('a', nest(three))])))).toContain('SOURCE_NESTED_TOO_DEEP')
  })

  it('F33 is refused where it contains itself', () => {
    const inner = indexOfImages(amd64)
    const children = new Map<Digest, SourceContent>()
    const loop = { ...indexOf([entryOf(inner)]), digest: inner.digest, children }
    children.set(inner.digest, loop)
    expect(messageOf(planIndex(requestOf([source('a', loop)])), 'SOURCE_NESTED_TOO_DEEP')).toContain('contains itself')
  })

  it('names the platform of a child that is gone', () => {
    const index = indexOf([entryOf(amd64), entryOf(arm64)])
    const children = new Map<Digest, SourceContent>([[arm64.digest, { kind: 'missing', message: 'Not found.' }]])
    const plan = planIndex(requestOf([source('a', { ...index, children })]))
    expect(messageOf(plan, 'CHILD_MISSING')).toContain('linux/arm64')
    const without = planIndex(requestOf([source('a', { ...index, children }, { only: ['linux/amd64'] })]))
    expect(codes(without)).toEqual([])
  })

  it('gets the real size of a child whose descriptor is wrong', () => {
    const index = indexOf([{ ...entryOf(amd64), size: 7 }], { children: [amd64] })
    const plan = planIndex(requestOf([source('a', index)]))
    expect(written(plan).manifests[0].size).toBe(amd64.size)
    expect(codes(plan)).toEqual(['SIZE_CORRECTED'])
  })

  it('gets the real type of a child whose descriptor is wrong', () => {
    const index = indexOf([{ ...entryOf(amd64), mediaType: mediaTypes.dockerManifest }], { children: [amd64] })
    const plan = planIndex(requestOf([source('a', index)]))
    expect(written(plan).manifests[0].mediaType).toBe(amd64.mediaType)
    expect(codes(plan)).toEqual(['TYPE_CORRECTED'])
  })

  it('says which entry is broken, and is quiet when the others are chosen', () => {
    const index = indexOf([{ mediaType: 'x', digest: 'nonsense' }, entryOf(arm64)])
    expect(codes(planIndex(requestOf([source('a', index)])))).toEqual(['ENTRY_BROKEN'])
    expect(codes(planIndex(requestOf([source('a', index, { only: ['linux/arm64'] })])))).toEqual([])
  })

  it('keeps unknown fields of its entries', () => {
    const entry = entryOf(amd64, { 'x-build': { number: 7 }, annotations: { b: '2', a: '1' } })
    const plan = planIndex(requestOf([source('a', indexOf([entry])), source('b', arm64)]))
    expect(written(plan).manifests[0]).toEqual({ ...entry, annotations: { a: '1', b: '2' } })
  })

  it('tells what it has when `only` asks for something else', () => {
    const plan = planIndex(requestOf([source('a', indexOfImages(amd64, arm64), { only: ['linux/s390x'] })]))
    expect(messageOf(plan, 'ONLY_UNKNOWN')).toContain('linux/amd64, linux/arm64')
    expect(codes(plan)).toContain('NO_SOURCES')
  })

  it('takes every version of Windows for windows/amd64, one for a version', () => {
    const windows = (version: string) =>
      entryOf(amd64, { platform: { os: 'windows', architecture: 'amd64', 'os.version': version } })
    const index = indexOf([windows('10.0.17763.1'), { ...windows('10.0.20348.1'), digest: arm64.digest }])
    const chosen = (only: string[]) => platforms(planIndex(requestOf([source('a', index, { only })])))
    expect(chosen(['windows/amd64'])).toHaveLength(2)
    expect(chosen(['windows/amd64 (10.0.20348.1)'])).toEqual(['windows/amd64 (10.0.20348.1)'])
  })

  it('takes an image with features by the name that it is shown under, and by its features', () => {
    const entry = (version: string, features: string[]) =>
      entryOf(imageFor('windows/amd64', { build: version }), {
        platform: { os: 'windows', architecture: 'amd64', 'os.version': version, 'os.features': features },
      })
    const index = indexOf([entry('10.0.17763.1', ['win32k']), entry('10.0.20348.1', [])])
    const chosen = (only: string[]) => platforms(planIndex(requestOf([source('a', index, { only })])))
    for (const asked of [
      'windows/amd64 (10.0.17763.1)',
      'windows(10.0.17763.1+win32k)/amd64',
      'windows(+win32k)/amd64',
    ])
      expect(chosen([asked])).toEqual(['windows/amd64 (10.0.17763.1)'])
    expect(chosen(['windows(10.0.20348.1+win32k)/amd64'])).toEqual([])
  })

  it('reports an index and a config that disagree', () => {
    const index = indexOf([entryOf(arm64, { platform: { os: 'linux', architecture: 'amd64' } }), entryOf(amd64)], {
      children: [arm64],
    })
    const [first] = planIndex(requestOf([source('a', index, { only: ['linux/amd64'] })])).problems
    expect(first).toMatchObject({ code: 'PLATFORM_MISMATCH', level: 'warning', platform: 'linux/amd64' })
  })

  it('can get no platform of its own while it holds several images', () => {
    const plan = planIndex(requestOf([source('a', indexOfImages(amd64, arm64), { platform: 'linux/amd64' })]))
    expect(codes(plan)).toContain('PLATFORM_INVALID')
  })
})

describe('sources that cannot be used', () => {
  const read = { digest: amd64.digest, mediaType: 'application/x', size: 3 }
  it.each<[ProblemCode, SourceContent]>([
    ['SOURCE_SCHEMA1', { kind: 'schema1', ...read }],
    [
      'SOURCE_NOT_IMAGE',
      { kind: 'artifact', blobs: [], artifactType: 'application/vnd.cncf.helm.config.v1+json', ...read },
    ],
    ['SOURCE_NOT_FOUND', { kind: 'missing', message: 'registry.test has no such tag.' }],
    ['SOURCE_UNREADABLE', { kind: 'unreadable', message: 'registry.test did not answer in time.' }],
  ])('%s', (code, content) => {
    const plan = planIndex(requestOf([source('a', content), source('1.0-arm64', arm64)]))
    expect(plan.problems).toMatchObject([{ code, level: 'error', source: name('a') }])
    expect(messageOf(plan, code)).toContain(name('a'))
    expect(digests(plan)).toEqual([arm64.digest])
  })

  it('none at all is a problem with a valid, empty index', () => {
    const plan = planIndex(requestOf([]))
    expect(codes(plan)).toEqual(['NO_SOURCES'])
    expect(written(plan)).toEqual({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [] })
  })
})
