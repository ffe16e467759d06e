import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./globals.css', import.meta.url), 'utf8')
const tokens = Object.fromEntries(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name ?? '',
    { light: light ?? '', dark: dark ?? '' },
  ]),
)

/** Source: WCAG 2.2, "relative luminance". */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(color.slice(start, start + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(front: string, back: string): number {
  const [lower = 0, higher = 0] = [luminance(front), luminance(back)].sort((a, b) => a - b)
  return (higher + 0.05) / (lower + 0.05)
}

const token = (name: string) => {
  const found = tokens[name]
  if (!found) throw new Error(`globals.css has no --${name}`)
  return found
}
const surfaces = ['surface', 'surface-raised', 'surface-sunken']
const texts = ['ink', 'ink-muted', 'ink-faint', 'accent', 'danger', 'warning', 'success']
const pairs = [
  ...texts.flatMap((text) => surfaces.map((surface) => [text, surface, 4.5] as const)),
  ...['accent', 'danger', 'warning', 'success'].map((name) => [name, `${name}-soft`, 4.5] as const),
  ...['accent', 'danger', 'warning', 'success'].map((name) => ['ink', `${name}-soft`, 4.5] as const),
  ['accent-ink', 'accent', 4.5] as const,
  ...['surface', 'surface-raised'].map((surface) => ['line-strong', surface, 3] as const),
  ...Object.keys(tokens)
    .filter((name) => name.startsWith('family-'))
    .flatMap((family) => ['surface', 'surface-raised'].map((surface) => [family, surface, 3] as const)),
]

describe.each(['light', 'dark'] as const)('colours in %s', (theme) => {
  it('cover the nine families', () => {
    expect(Object.keys(tokens).filter((name) => name.startsWith('family-'))).toHaveLength(9)
  })
  it.each(pairs)('%s on %s has a contrast of %d', (front, back, least) => {
    expect(contrast(token(front)[theme], token(back)[theme])).toBeGreaterThanOrEqual(least)
  })
})
