import { describe, expect, it } from 'vitest'
import { formatBytes } from './format-bytes'
import { formatExact, formatRelative } from './format-time'

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [1612, '1.61 kB'],
    [204_112_331, '204 MB'],
    [999_900, '1 MB'],
    [1_250_000_000, '1.25 GB'],
    [5e15, '5000 TB'],
  ])('%d is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text)
  })
})

describe('formatRelative', () => {
  const now = Date.parse('2026-11-24T12:00:00Z')
  it.each([
    ['2026-11-24T11:59:30Z', 'just now'],
    ['2026-11-24T11:58:00Z', '2 minutes ago'],
    ['2026-11-24T10:30:00Z', '1 hour ago'],
    ['2026-11-21T12:00:00Z', '3 days ago'],
    ['2026-05-24T12:00:00Z', '6 months ago'],
    ['2019-11-24T00:00:00Z', '7 years ago'],
    ['2026-11-24T13:00:00Z', 'in 1 hour'],
  ])('%s is %s', (time, text) => {
    expect(formatRelative(new Date(time), now)).toBe(text)
  })
  it('writes the exact time in UTC', () => {
    expect(formatExact(new Date('2026-05-01T02:03:04+02:00'))).toBe('2026-05-01 00:03 UTC')
  })
})
