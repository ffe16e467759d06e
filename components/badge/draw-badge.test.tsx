import { expect, test } from 'vitest'
import { badgeText } from './badge-text'
import { drawBadge } from './draw-badge'

function parse(svg: string): Document {
  return new DOMParser().parseFromString(svg, 'image/svg+xml')
}

test('names everything for those who do not see it, and shows each platform with its family', () => {
  const picture = parse(drawBadge(badgeText(['linux/amd64', 'linux/arm64', 'windows/amd64 (10.0.1)'])))
  const root = picture.documentElement
  expect(root.getAttribute('aria-label')).toBe('platforms: amd64 | arm64 | windows/amd64')
  expect([...picture.querySelectorAll('text')].map(({ textContent }) => textContent)).toEqual([
    'platforms',
    'amd64',
    'arm64',
    'windows/amd64',
  ])
  const families = [...picture.querySelectorAll('rect[rx="2"]')].map((rect) => rect.getAttribute('class'))
  expect(families).toEqual(['amd64', 'arm64', 'amd64'])
})

test.each([[[]], [['linux/amd64']], [Array.from({ length: 12 }, (_, n) => `linux/platform${n}`)]])(
  'everything stands within the picture',
  (platforms) => {
    const root = parse(drawBadge(badgeText(platforms))).documentElement
    const width = Number(root.getAttribute('width'))
    for (const text of root.querySelectorAll('text'))
      expect(Number(text.getAttribute('x')) + Number(text.getAttribute('textLength'))).toBeLessThan(width)
  },
)

test.each(['<script>alert(1)</script>', '"><image href=x onerror=alert(1)>', "' onload='alert(1)", '&lt;', ']]>'])(
  '%s stays text',
  (evil) => {
    const svg = drawBadge(badgeText([`linux/${evil}`, evil], evil))
    const picture = parse(svg)
    expect([...picture.querySelectorAll('script, image, foreignObject, a')]).toEqual([])
    expect(svg).not.toMatch(/<script|<image/)
    expect(picture.querySelector('text')?.textContent).toBe(evil.slice(0, 40))
    for (const element of picture.querySelectorAll('*'))
      expect([...element.attributes].filter(({ name }) => name.startsWith('on'))).toEqual([])
  },
)
