import { expect, it } from 'vitest'
import { computeDigest, computeLargeDigest, isDigestOf } from './compute-digest'
import { classifyDigest, digestAlgorithm, isDigest, shortDigest } from './digest'

const hex = '0123456789abcdef'.repeat(4)

it.each([
  [`sha256:${hex}`, 'supported'],
  [`sha512:${hex}${hex}`, 'supported'],
  [`sha256:${hex.toUpperCase()}`, 'invalid'],
  [`sha256:${hex.slice(1)}`, 'invalid'],
  [`sha256:${hex}0`, 'invalid'],
  [`sha512:${hex}`, 'invalid'],
  [`md5:${hex.slice(32)}`, 'unsupported'],
  [`sha384:${hex}${hex.slice(32)}`, 'unsupported'],
  [`multihash+base58:${hex}`, 'unsupported'],
  [`constructor:${hex}`, 'unsupported'],
  [`SHA256:${hex}`, 'unsupported'],
  ['sha256:', 'invalid'],
  [hex, 'invalid'],
  [`sha256:${hex}\n`, 'invalid'],
  [` sha256:${hex}`, 'invalid'],
  [`sha256:${'0'.repeat(400)}`, 'invalid'],
  ['', 'invalid'],
])('%j is %s', (text, expected) => {
  expect(classifyDigest(text)).toBe(expected)
  expect(isDigest(text)).toBe(expected === 'supported')
})

it.each([undefined, null, 7, {}])('%j is no digest', (value) => {
  expect(isDigest(value)).toBe(false)
})

it('computes digests of bytes and of their UTF-8 text', () => {
  const empty = 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
  expect(computeDigest('')).toBe(empty)
  expect(computeDigest(new Uint8Array())).toBe(empty)
  expect(computeDigest('é')).toBe(computeDigest(new Uint8Array([0xc3, 0xa9])))
  expect(computeDigest('abc', 'sha512')).toMatch(/^sha512:ddaf35a193617aba/)
})

it('verifies by the algorithm that the digest names', () => {
  const bytes = new TextEncoder().encode('abc')
  expect(isDigestOf(computeDigest(bytes, 'sha512'), bytes)).toBe(true)
  expect(isDigestOf(computeDigest(bytes), new TextEncoder().encode('abd'))).toBe(false)
  expect(digestAlgorithm(computeDigest(bytes, 'sha512'))).toBe('sha512')
})

it('is shown by its first twelve characters', () => {
  expect(shortDigest(`sha256:${hex}`)).toBe('0123456789ab')
})

it.each(['sha256', 'sha512'] as const)(
  'of a large document by %s is the same, and others have their turn',
  async (algorithm) => {
    const bytes = new Uint8Array(3_500_000).fill(7)
    let turns = 0
    const timer = setInterval(() => {
      turns += 1
    })
    const digest = await computeLargeDigest(bytes, algorithm)
    clearInterval(timer)
    expect(digest).toBe(computeDigest(bytes, algorithm))
    expect(turns).toBeGreaterThanOrEqual(3)
  },
)
