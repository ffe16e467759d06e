import { describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { mediaTypes } from '@/lib/oci/media-type'
import { type IndexPlan, planIndex } from './plan'
import type { ProblemCode } from './problem'
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
const digests = ({ entries }: IndexPlan) => entries.map(({ digest }) => digest)
const written = ({ index }: IndexPlan) => JSON.parse(index.body)
const messageOf = (plan: IndexPlan, code: ProblemCode) =>
  plan.problems.find((problem) => problem.code === code)?.message ?? ''

describe('what the target names today', () => {
  const today = indexOfImages(amd64, arm64)
  const newArm64 = imageFor('linux/arm64', { build: '2' })

  it('is compared, and lost platforms are named', () => {
    const plan = planIndex(requestOf([source('1.0-arm64', newArm64)], { current: currentOf(today) }))
    expect(plan.current).toEqual({ digest: today.digest, platforms: ['linux/amd64', 'linux/arm64'] })
    expect(plan.changes).toEqual([
      { platform: 'linux/amd64', change: 'removed', before: amd64.digest },
      { platform: 'linux/arm64', change: 'changed', before: arm64.digest, after: newArm64.digest },
    ])
    expect(codes(plan)).toEqual(['PLATFORM_LOST', 'TAG_OVERWRITTEN'])
    expect(messageOf(plan, 'PLATFORM_LOST')).toContain('linux/amd64')
  })

  it('stays where the person keeps it, each platform replaced in its place', () => {
    const s390x = imageFor('linux/s390x')
    const current = currentOf(indexOfImages(arm64, amd64))
    const plan = planIndex(requestOf([source('n', s390x), source('1.0-arm64', newArm64)], { current, keep: true }))
    expect(digests(plan)).toEqual([newArm64.digest, amd64.digest, s390x.digest])
    expect(plan.entries.map((entry) => entry.source)).toEqual([name('1.0-arm64'), name('1.0'), name('n')])
    expect(codes(plan)).toEqual(['TAG_OVERWRITTEN'])
  })

  it('loses the attestation of a replaced image only', () => {
    const [one, two] = [attestationOf(amd64.digest, 'p1'), attestationOf(arm64.digest, 'p2')]
    const current = currentOf(indexOf([entryOf(amd64), entryOf(arm64), one, two]))
    const plan = planIndex(requestOf([source('1.0-arm64', newArm64)], { current, keep: true }))
    expect(digests(plan)).toEqual([amd64.digest, newArm64.digest, one.digest])
  })

  it('keeps annotations, artifact type, subject and odd entries of an edited index', () => {
    const subject = { mediaType: mediaTypes.ociManifest, digest: amd64.digest, size: 3 }
    const signature = {
      mediaType: mediaTypes.ociManifest,
      digest: computeDigest('s'),
      size: 9,
      artifactType: 'application/sig',
    }
    const fields = { annotations: { owner: 'team' }, artifactType: 'application/set', subject }
    const current = currentOf(indexOf([entryOf(amd64, { 'x-odd': 1 }), signature], { fields }))
    const plan = planIndex(
      requestOf([source('1.0-arm64', arm64)], { current, keep: true, annotations: { more: 'yes' } }),
    )
    expect(written(plan)).toMatchObject({
      artifactType: 'application/set',
      subject,
      annotations: { more: 'yes', owner: 'team' },
    })
    expect(written(plan).manifests[0]['x-odd']).toBe(1)
    expect(digests(plan)).toEqual([amd64.digest, arm64.digest, signature.digest])
  })

  it('is one image that becomes an entry when kept', () => {
    const plan = planIndex(requestOf([source('1.0-arm64', arm64)], { current: currentOf(amd64), keep: true }))
    expect(platforms(plan)).toEqual(['linux/amd64', 'linux/arm64'])
  })

  it('is left alone when nothing would change', () => {
    const sources = [source('1.0-amd64', amd64), source('1.0-arm64', arm64)]
    const first = planIndex(requestOf(sources))
    const pushed = { ...indexOf([]), ...{ bytes: first.index.bytes, digest: first.index.digest, index: today.index } }
    const again = planIndex(requestOf(sources, { current: currentOf(pushed) }))
    expect(codes(again)).toEqual(['TARGET_UNCHANGED'])
    const kept = planIndex(requestOf(sources, { current: currentOf(today), keep: true }))
    expect(kept.index.digest).toBe(today.digest)
    expect(codes(kept)).toEqual(['INDEX_REUSED', 'TARGET_UNCHANGED'])
  })

  it('takes no bare arm that the person corrects', () => {
    const bare = imageFor('linux/arm')
    const current = currentOf(indexOfImages(bare, amd64))
    const plan = planIndex(requestOf([source('x', bare, { platform: 'linux/arm/v6' })], { current, keep: true }))
    expect(platforms(plan)).toEqual(['linux/arm/v6', 'linux/amd64'])
    expect(codes(plan)).toEqual(['PLATFORM_LOST', 'TAG_OVERWRITTEN'])
  })
})
