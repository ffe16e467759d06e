import { expect, test } from 'vitest'
import { badgeMessage, badgeText } from './badge-text'

const many = (count: number) => Array.from({ length: count }, (_, n) => `linux/p${n}`)

test.each([
  [[], 'unknown'],
  [['unknown'], 'unknown'],
  [['linux/amd64', 'linux/arm/v7'], 'amd64 | arm/v7'],
  [['windows/amd64 (10.0.17763.1)', 'windows/amd64 (10.0.20348.1)'], 'windows/amd64'],
  [many(8), 'p0 | p1 | p2 | p3 | p4 | p5 | p6 | p7'],
  [many(9), 'p0 | p1 | p2 | p3 | p4 | p5 | p6 | p7 | p8'],
  [many(11), 'p0 | p1 | p2 | p3 | p4 | p5 | p6 | p7 | +3'],
  [['linux/\u202Eevil\u0000\n'], 'evil'],
  [[`linux/${'x'.repeat(500)}`], 'x'.repeat(40)],
])('%j is “%s”', (platforms, message) => {
  expect(badgeMessage(badgeText(platforms))).toBe(message)
})

test.each([
  [undefined, 'platforms'],
  ['', 'platforms'],
  ['our image', 'our image'],
])('the label %j is “%s”', (label, expected) => {
  expect(badgeText([], label).label).toBe(expected)
})
