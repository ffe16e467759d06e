import { expect, test } from 'vitest'
import { sampleImage } from '../sample-image.test-data'
import { shareTexts } from './share-texts'

const origin = 'https://islands.example'
const digest = `sha256:${'0'.repeat(64)}`

test('a tag: as it is now or later, pinned, and for two kinds of pages', () => {
  const texts = shareTexts({ image: sampleImage([]), origin, platform: undefined, machine: undefined })
  expect(texts.map(({ name, text }) => [name, text])).toEqual([
    ['Link', `${origin}/image/ghcr.io/org/app:1.0`],
    ['Pinned link', `${origin}/image/ghcr.io/org/app:1.0@${digest}`],
    ['Markdown', `[\`ghcr.io/org/app:1.0\`](${origin}/image/ghcr.io/org/app:1.0)`],
    ['HTML', `<a href="${origin}/image/ghcr.io/org/app:1.0"><code>ghcr.io/org/app:1.0</code></a>`],
  ])
})

test('the platform and the machine on the page go with every link', () => {
  const texts = shareTexts({
    image: sampleImage([]),
    origin,
    platform: 'linux/arm64',
    machine: 'windows/amd64 (10.0.1)',
  })
  const query = 'platform=linux/arm64&machine=windows/amd64%20(10.0.1)'
  expect(texts.slice(0, 2).every(({ text }) => text.endsWith(`?${query}`))).toBe(true)
  expect(texts.at(-1)?.text).toContain(query.replace('&', '&amp;'))
})

test('a digest alone has one link', () => {
  const image = sampleImage([], { tag: undefined, reference: `ghcr.io/org/app@${digest}` })
  const texts = shareTexts({ image, origin, platform: undefined, machine: undefined })
  expect(texts.map(({ name }) => name)).toEqual(['Link', 'Markdown', 'HTML'])
  expect(texts[1]?.text).toBe(`[\`ghcr.io/org/app@${'0'.repeat(12)}\`](${origin}/image/ghcr.io/org/app@${digest})`)
})
