import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeJson } from './decode-json'
import { InvalidManifestError } from './invalid-manifest-error'

/** Names and texts that look like structure to whoever counts brackets. */
const tricky = fc.string({ unit: fc.constantFrom('[', ']', '{', '}', '"', '\\', ',', ':', 'a', 'é', '\u2028') })
const leaf = fc.oneof(tricky, fc.integer(), fc.constantFrom(null, true, [], {}))
const wrapping = fc.oneof(
  tricky.map((name) => (value: unknown) => Object.fromEntries([[name, value]])),
  fc.tuple(leaf, leaf).map(([before, after]) => (value: unknown) => [before, value, after]),
  fc.tuple(tricky, leaf).map(([name, beside]) => (value: unknown) => ({ [`${name}1`]: beside, [`${name}2`]: value })),
)
const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0

it('what is at most 64 deep is read as it is, and what is deeper is refused', () => {
  const seen = { read: 0, refused: 0 }
  const indent = fc.constantFrom(undefined, 1, '\t')
  const property = fc.property(
    leaf,
    fc.array(wrapping, { maxLength: 90, size: 'max' }),
    indent,
    (inner, layers, space) => {
      const value = layers.reduce<unknown>((wrapped, wrap) => wrap(wrapped), inner)
      const bytes = new TextEncoder().encode(JSON.stringify(value, null, space))
      if (depthOf(value) <= 64) {
        seen.read += 1
        expect(decodeJson(bytes)).toEqual(value)
      } else {
        seen.refused += 1
        expect(() => decodeJson(bytes)).toThrow(InvalidManifestError)
      }
    },
  )
  fc.assert(property, { numRuns: 200 })
  expect(Math.min(seen.read, seen.refused)).toBeGreaterThan(10)
})
