import { expect, it } from 'vitest'
import { isNearlySpent, rateLimitWords } from './rate-limit-words'

it.each([
  [{ limit: 100, remaining: 76 }, '76 of 100 requests left', false],
  [{ limit: 100, remaining: 10 }, '10 of 100 requests left', true],
  [{ limit: 5000, remaining: 0 }, '0 of 5,000 requests left', true],
  [{ remaining: 1 }, '1 request left', false],
  [{ remaining: 0 }, '0 requests left', true],
  [{ limit: 200 }, 'at most 200 requests', false],
  [{}, undefined, false],
])('%j: %s', (rateLimit, words, isNearly) => {
  expect(rateLimitWords(rateLimit)).toBe(words)
  expect(isNearlySpent(rateLimit)).toBe(isNearly)
})
