import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { gzipStored } from './gzip'
import { layer } from './layer'
import { writeTar } from './tar'

test.each([0, 1, 65_535, 65_536, 200_000])('a gzip of %i bytes opens to the same bytes', (size) => {
  const bytes = Buffer.alloc(size, 'archipelago')
  expect(gunzipSync(gzipStored(bytes)).equals(bytes)).toBe(true)
})

const text = (block: Buffer, { from, length }: { from: number; length: number }) =>
  block
    .subarray(from, from + length)
    .toString()
    .replace(/\0.*$/, '')

test('a tar has names, modes, sizes and contents where readers look for them', () => {
  const tar = writeTar([{ path: 'etc/a', content: 'hello', mode: 0o755 }], 1_767_225_600)
  expect(tar.byteLength).toBe(512 * 4)
  expect(text(tar, { from: 0, length: 100 })).toBe('etc/a')
  expect(Number.parseInt(text(tar, { from: 100, length: 8 }), 8)).toBe(0o755)
  expect(Number.parseInt(text(tar, { from: 124, length: 12 }), 8)).toBe(5)
  expect(Number.parseInt(text(tar, { from: 136, length: 12 }), 8)).toBe(1_767_225_600)
  expect(text(tar, { from: 257, length: 6 })).toBe('ustar')
  const blank = Buffer.concat([tar.subarray(0, 148), Buffer.alloc(8, ' '), tar.subarray(156, 512)])
  expect(Number.parseInt(text(tar, { from: 148, length: 8 }), 8)).toBe(blank.reduce((sum, byte) => sum + byte, 0))
  expect(tar.subarray(512, 517).toString()).toBe('hello')
})

test('a path that a tar cannot hold is refused', () => {
  expect(() => writeTar([{ path: 'a'.repeat(101), content: '' }], 0)).toThrow(RangeError)
})

test('a layer is as large as asked, opens to its diff ID, and is the same every time', () => {
  const built = layer({ path: 'bin/app', sizeBytes: 100_000 })
  expect(built.size).toBeGreaterThan(100_000)
  expect(built.size).toBeLessThan(103_000)
  expect(computeDigest(built.bytes)).toBe(built.digest)
  expect(computeDigest(gunzipSync(built.bytes))).toBe(built.diffId)
  expect(layer({ path: 'bin/app', sizeBytes: 100_000 }).digest).toBe(built.digest)
  expect(layer({ path: 'bin/app', sizeBytes: 100_000, seed: 'other' }).digest).not.toBe(built.digest)
})
