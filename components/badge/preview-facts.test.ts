import { expect, test } from 'vitest'
import type { Image } from '@/lib/contract/image'
import { previewFacts } from './preview-facts'

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`

function image(platforms: string[], more: Partial<Image> = {}): Image {
  const rows = platforms.map((platform) => ({
    platform,
    digest,
    mediaType: '',
    size: 204e6,
    attestations: [],
    problems: [],
  }))
  const base = {
    registry: 'ghcr.io',
    repository: 'org/app',
    digest,
    mediaType: '',
    size: 1,
    annotations: {},
    other: [],
  }
  return {
    ...base,
    reference: 'ghcr.io/org/app',
    kind: 'index',
    problems: [],
    detail: 'full',
    platforms: rows,
    ...more,
  }
}

test('shows as much of the digest as people compare', () => {
  expect(previewFacts(image(['linux/arm64'])).digest).toBe('sha256:0123456789ab')
})

test.each([
  ['few', ['linux/amd64', 'linux/arm64'], 2],
  ['one line after the other', Array.from({ length: 9 }, () => 'linux/amd64'), 9],
  ['more than there is room for', Array.from({ length: 40 }, () => 'linux/amd64'), 8],
  ['long ones', Array.from({ length: 9 }, () => 'windows/amd64 (10.0.20348.2700)'), 3],
])('%s', (_, platforms, shown) => {
  const { rows, further } = previewFacts(image(platforms))
  expect(rows).toHaveLength(shown)
  expect(further).toBe(platforms.length - shown)
})

test('long names keep what tells them apart', () => {
  const facts = previewFacts(image([], { repository: `${'a/'.repeat(40)}app`, tag: `1.0-${'x'.repeat(100)}` }))
  expect(facts.repository).toMatch(/^…(a\/)+app$/)
  expect(facts.tag).toMatch(/^1\.0-x+…$/)
  for (const text of [facts.repository, facts.tag ?? '']) expect(text.length).toBeLessThanOrEqual(40)
})

test('what is unknown is left out', () => {
  const whole = image(['linux/arm64'])
  const platforms = whole.platforms.map(({ size: _, ...row }) => row)
  const facts = previewFacts({ ...whole, platforms })
  expect(facts.rows).toEqual([{ platform: 'linux/arm64', name: 'linux/arm64' }])
  expect(facts).not.toHaveProperty('tag')
})
