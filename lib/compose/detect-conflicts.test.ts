import { describe, expect, it } from 'vitest'
import { type IndexPlan, planIndex } from './plan'
import { entryOf, image, imageFor, indexOf, requestOf, source } from './source.fixture'

const amd64 = imageFor('linux/amd64')
const arm64 = imageFor('linux/arm64')
const name = (tag: string) => `registry.test/team/app:${tag}`

const codes = ({ problems }: IndexPlan) => problems.map(({ code }) => code)
const platforms = ({ entries }: IndexPlan) => entries.map(({ platform }) => platform)
const digests = ({ entries }: IndexPlan) => entries.map(({ digest }) => digest)
const written = ({ index }: IndexPlan) => JSON.parse(index.body)

describe('conflicts', () => {
  const other = imageFor('linux/amd64', { build: '2' })

  it.each([
    ['the same platform', imageFor('linux/amd64'), imageFor('linux/amd64', { build: '2' }), 'linux/amd64'],
    ['arm64 and arm64/v8', imageFor('linux/arm64'), imageFor('linux/arm64/v8', { build: '2' }), 'linux/arm64'],
    ['x86_64 and amd64', imageFor('linux/x86_64'), imageFor('linux/amd64', { build: '2' }), 'linux/amd64'],
    ['arm and arm/v7', imageFor('linux/arm'), imageFor('linux/arm/v7', { build: '2' }), 'linux/arm/v7'],
  ])('%s, different images: choose one', (_name, first, second, platform) => {
    const plan = planIndex(requestOf([source('a', first), source('b', second)]))
    const conflict = plan.problems.find(({ code }) => code === 'DUPLICATE_PLATFORM')
    expect(conflict).toMatchObject({ level: 'error', platform })
    expect(conflict?.message).toContain(name('a'))
    expect(conflict?.message).toContain(name('b'))
  })

  it('three images for one platform are one problem', () => {
    const third = imageFor('linux/amd64', { build: '3' })
    const plan = planIndex(requestOf([source('a', amd64), source('b', other), source('c', third)]))
    expect(codes(plan)).toEqual(['DUPLICATE_PLATFORM'])
  })

  it('the same image twice is written once', () => {
    const plan = planIndex(requestOf([source('a', amd64), source('b', amd64)]))
    expect(digests(plan)).toEqual([amd64.digest])
    expect(codes(plan)).toEqual(['DUPLICATE_ENTRY'])
  })

  it('one image for two platforms is a warning', () => {
    const plan = planIndex(requestOf([source('a', amd64), source('b', amd64, { platform: 'linux/386' })]))
    expect(platforms(plan)).toEqual(['linux/amd64', 'linux/386'])
    expect(codes(plan)).toEqual(['PLATFORM_OVERRIDDEN', 'SAME_IMAGE_TWICE'])
  })

  it('two versions of Windows are two platforms', () => {
    const windows = (version: string, features: string[]) =>
      image({ config: { os: 'windows', architecture: 'amd64', 'os.version': version, 'os.features': features } })
    const plan = planIndex(
      requestOf([source('a', windows('10.0.17763.1', [])), source('b', windows('10.0.20348.1', ['win32k']))]),
    )
    expect(codes(plan)).toEqual([])
    expect(written(plan).manifests[1].platform).toEqual({
      architecture: 'amd64',
      os: 'windows',
      'os.version': '10.0.20348.1',
      'os.features': ['win32k'],
    })
  })

  it('a zstd twin is no duplicate, and stands after the image in gzip', () => {
    const zstd = entryOf(other, { annotations: { 'io.github.containers.compression.zstd': 'true' } })
    const plan = planIndex(requestOf([source('a', indexOf([zstd, entryOf(amd64)])), source('b', arm64)]))
    expect(codes(plan)).toEqual([])
    expect(digests(plan)).toEqual([amd64.digest, other.digest, arm64.digest])
  })

  it.each([
    [['linux/amd64/v3'], ['PLATFORM_ADVANCED_VARIANT']],
    [['linux/amd64/v2', 'linux/amd64/v3'], ['PLATFORM_ADVANCED_VARIANT']],
    [['linux/amd64', 'linux/amd64/v3'], []],
    [['linux/arm/v6'], []],
  ])('%j alone', (names, expected) => {
    const sources = names.map((platform, build) => source(`x${build}`, imageFor(platform, { build: `${build}` })))
    expect(codes(planIndex(requestOf(sources)))).toEqual(expected)
  })
})
