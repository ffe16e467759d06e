import { describe, expect, it } from 'vitest'
import { RegistryError } from './errors'
import { backoffMs, nextDelayMs, parseRetryAfter } from './retry'

const now = Date.parse('2026-01-01T00:00:00Z')

describe('parseRetryAfter', () => {
  it.each([
    ['2', 2],
    ['120', 120],
    [' 0 ', 0],
    ['99999999', 86_400],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60],
    ['Wed, 31 Dec 2025 23:59:00 GMT', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s → %s', (header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected)
  })
})

describe('nextDelayMs', () => {
  const limited = (retryAfterSeconds: number) =>
    new RegistryError({ kind: 'rate-limited', registry: 'r', message: '', retryAfterSeconds })
  const failed = new RegistryError({ kind: 'unavailable', registry: 'r', message: '' })

  it('waits as long as the registry says, but not longer than three seconds', () => {
    expect(nextDelayMs(limited(2), 1)).toBe(2000)
    expect(nextDelayMs(limited(4), 1)).toBeUndefined()
  })

  it('gives up after three tries, and at once on what will not change', () => {
    expect(nextDelayMs(failed, 2)).toBeTypeOf('number')
    expect(nextDelayMs(failed, 3)).toBeUndefined()
    expect(nextDelayMs(new RegistryError({ kind: 'denied', registry: 'r', message: '' }), 1)).toBeUndefined()
    expect(nextDelayMs(new Error('x'), 1)).toBeUndefined()
  })

  it('doubles the limit of its jitter up to three seconds', () => {
    expect([1, 2, 3, 4, 9].map((tries) => backoffMs(tries, () => 1))).toEqual([500, 1000, 2000, 3000, 3000])
    expect(backoffMs(3, () => 0)).toBe(0)
  })
})
