import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { mediaTypes } from '@/lib/oci/media-type'
import { parseReference } from '@/lib/oci/reference'
import { type IndexPlan, planIndex } from './plan'
import type { ProblemCode } from './problem'
import type { SourceContent } from './source'
import {
  attestationOf,
  currentOf,
  entryOf,
  imageFor,
  indexOf,
  indexOfImages,
  requestOf,
  source,
} from './source.fixture'

const amd64 = imageFor('linux/amd64')
const arm64 = imageFor('linux/arm64')
const name = (tag: string) => `registry.test/team/app:${tag}`

const codes = ({ problems }: IndexPlan) => problems.map(({ code }) => code)
const platforms = ({ entries }: IndexPlan) => entries.map(({ platform }) => platform)
const written = ({ index }: IndexPlan) => JSON.parse(index.body)
const messageOf = (plan: IndexPlan, code: ProblemCode) =>
  plan.problems.find((problem) => problem.code === code)?.message ?? ''

describe('two single images', () => {
  const plan = planIndex(requestOf([source('1.0-amd64', amd64), source('1.0-arm64', arm64)]))

  it('become an OCI index, in the order chosen, with their real sizes', () => {
    expect(plan.entries).toEqual([
      {
        platform: 'linux/amd64',
        digest: amd64.digest,
        size: amd64.size,
        mediaType: amd64.mediaType,
        source: name('1.0-amd64'),
      },
      {
        platform: 'linux/arm64',
        digest: arm64.digest,
        size: arm64.size,
        mediaType: arm64.mediaType,
        source: name('1.0-arm64'),
      },
    ])
    expect(plan.index.mediaType).toBe(mediaTypes.ociIndex)
    expect(plan.problems).toEqual([])
    expect(plan.current).toBeNull()
    expect(plan.changes.map(({ change }) => change)).toEqual(['added', 'added'])
  })

  it('give the digest and the length of exactly the text shown', () => {
    expect(plan.index.digest).toBe(computeDigest(plan.index.body))
    expect(plan.index.size).toBe(new TextEncoder().encode(plan.index.body).length)
    expect(plan.index.bytes).toEqual(new TextEncoder().encode(plan.index.body))
  })

  it('give the same bytes again', () => {
    const again = planIndex(requestOf([source('1.0-amd64', amd64), source('1.0-arm64', arm64)]))
    expect(again.index).toEqual(plan.index)
  })

  it('keep the order of the person, not of the names', () => {
    const turned = planIndex(requestOf([source('1.0-arm64', arm64), source('1.0-amd64', amd64)]))
    expect(platforms(turned)).toEqual(['linux/arm64', 'linux/amd64'])
  })
})

describe('the format', () => {
  const docker = imageFor('linux/amd64', { docker: true })
  const dockerArm = imageFor('linux/arm64', { docker: true })

  it('is a Docker list for Docker images alone, and OCI where the person says so', () => {
    const sources = [source('a', docker), source('b', dockerArm)]
    expect(planIndex(requestOf(sources)).index.mediaType).toBe(mediaTypes.dockerList)
    const oci = planIndex(requestOf(sources, { format: 'oci' }))
    expect(oci.index.mediaType).toBe(mediaTypes.ociIndex)
    expect(codes(oci)).toEqual([])
  })

  it('is OCI for a mixture in either order, with a warning', () => {
    for (const sources of [
      [source('a', docker), source('b', arm64)],
      [source('b', arm64), source('a', docker)],
    ]) {
      const plan = planIndex(requestOf(sources))
      expect(plan.index.mediaType).toBe(mediaTypes.ociIndex)
      expect(codes(plan)).toEqual(['MIXED_MEDIA_TYPES'])
    }
  })

  it('blocks annotations in a Docker list instead of dropping them', () => {
    const plan = planIndex(requestOf([source('a', docker)], { format: 'docker', annotations: { a: 'b' } }))
    expect(codes(plan)).toContain('ANNOTATIONS_NEED_OCI')
  })

  it('is OCI for annotations, with the annotations written in order', () => {
    const plan = planIndex(requestOf([source('a', docker)], { annotations: { zebra: '1', ape: '2' } }))
    expect(plan.index.mediaType).toBe(mediaTypes.ociIndex)
    expect(Object.keys(written(plan).annotations)).toEqual(['ape', 'zebra'])
  })

  it('blocks attestations in a Docker list', () => {
    const index = indexOf([entryOf(amd64), attestationOf(amd64.digest)])
    expect(codes(planIndex(requestOf([source('a', index)], { format: 'docker' })))).toContain('ATTESTATIONS_NEED_OCI')
  })
})

describe('names', () => {
  it('a target by digest cannot be pushed', () => {
    const target = parseReference(`registry.test/team/app@${amd64.digest}`)
    expect(codes(planIndex(requestOf([source('a', amd64)], { target })))).toEqual(['TARGET_IS_DIGEST'])
  })

  it('a target with a name that is long for many clients can be pushed, which is said', () => {
    const target = parseReference(`registry.test/${'a'.repeat(250)}:1.0`)
    expect(codes(planIndex(requestOf([source('a', amd64)], { target })))).toEqual(['TARGET_NAME_LONG'])
  })

  it('each invalid further tag is named', () => {
    const plan = planIndex(requestOf([source('a', amd64)], { tags: ['latest', '-x', 'a b'] }))
    expect(codes(plan)).toEqual(['TAG_INVALID', 'TAG_INVALID'])
    expect(messageOf(plan, 'TAG_INVALID')).toContain('“-x”')
  })

  it('an index over 4 MiB is refused', () => {
    const plan = planIndex(requestOf([source('a', amd64)], { annotations: { a: 'x'.repeat(4 * 1024 * 1024) } }))
    expect(codes(plan)).toContain('INDEX_TOO_LARGE')
  })
})

describe('for any sources', () => {
  const pool = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/arm', 'linux/x86_64', '/', 'linux/s390x']
  const images = pool.flatMap((platform) => ['1', '2'].map((build) => imageFor(platform, { build })))

  it('arrival order changes no byte, and nothing is thrown', () => {
    const property = fc.property(
      fc.uniqueArray(fc.constantFrom(...images), { minLength: 1, selector: ({ digest }) => digest }),
      fc.infiniteStream(fc.nat()),
      fc.boolean(),
      (chosen, order, keep) => {
        const shuffled = chosen.map((item) => ({ item, at: order.next().value })).sort((a, b) => a.at - b.at)
        const index = indexOfImages(...chosen)
        const children = new Map(shuffled.map(({ item }) => [item.digest, item] as const))
        const current = currentOf(indexOfImages(...images.slice(0, 4)))
        const planOf = (content: SourceContent) =>
          planIndex(requestOf([source('a', content), source('b', amd64)], { keep, current }))
        expect(planOf({ ...index, children })).toEqual(planOf(index))
      },
    )
    fc.assert(property, { numRuns: 60 })
  })
})
