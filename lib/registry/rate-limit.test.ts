import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRateLimit } from './rate-limit'

const nowMs = 1_800_000_000_000
const read = (headers: Record<string, string>) =>
  parseRateLimit((name) => (Object.hasOwn(headers, name) ? headers[name] : undefined), nowMs)

describe('parseRateLimit', () => {
  it.each([
    [
      'Docker Hub',
      {
        'ratelimit-limit': '100;w=21600',
        'ratelimit-remaining': '76;w=21600',
        'docker-ratelimit-source': '203.0.113.7',
      },
      { limit: 100, remaining: 76, windowSeconds: 21_600, source: '203.0.113.7' },
    ],
    [
      'plain numbers and seconds',
      { 'ratelimit-limit': '60', 'ratelimit-remaining': '0', 'ratelimit-reset': '30' },
      { limit: 60, remaining: 0, resetsAtMs: nowMs + 30_000 },
    ],
    [
      'the older names and a point in time',
      { 'x-ratelimit-remaining': '5', 'x-ratelimit-reset': '1800000060' },
      { remaining: 5, resetsAtMs: nowMs + 60_000 },
    ],
    ['several quotas: the first', { 'ratelimit-limit': '10, 10;w=1, 50;w=60' }, { limit: 10, windowSeconds: 1 }],
    ['a window of nothing', { 'ratelimit-limit': '10;w=0' }, { limit: 10 }],
    ['a reset in the past', { 'ratelimit-limit': '10', 'ratelimit-reset': '1700000000' }, { limit: 10 }],
    ['a source that is a sentence', { 'ratelimit-limit': '1', 'docker-ratelimit-source': '<b>x' }, { limit: 1 }],
    ['nothing', {}, undefined],
    ['only a source', { 'docker-ratelimit-source': '203.0.113.7' }, undefined],
    ['words', { 'ratelimit-limit': 'many', 'ratelimit-remaining': '-5' }, undefined],
    ['half numbers', { 'ratelimit-limit': '1e9', 'ratelimit-remaining': '3x' }, undefined],
    ['too much', { 'ratelimit-limit': `1;w=${'0'.repeat(1_000_000)}` }, undefined],
  ])('reads %s', (_name, headers, expected) => {
    expect(read(headers)).toEqual(expected)
  })

  it('gives whole numbers or nothing for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.string(), (limit, remaining, reset) => {
        const found = read({ 'ratelimit-limit': limit, 'ratelimit-remaining': remaining, 'ratelimit-reset': reset })
        const { source: _source, ...numbers } = found ?? {}
        return Object.values(numbers).every((value) => Number.isSafeInteger(value) && value >= 0)
      }),
    )
  })
})
