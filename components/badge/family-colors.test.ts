import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { familyColors, pictureColors } from './family-colors'

const sheet = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8')
const families = Object.entries(familyColors).map(([name, colors]) => [`family-${name}`, colors] as const)

test.each([...families, ...Object.entries(pictureColors)])('--%s is what the style sheet says', (name, colors) => {
  expect(sheet).toContain(`--${name}: light-dark(${colors.join(', ')});`)
})
