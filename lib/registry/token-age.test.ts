import { expect, test } from 'vitest'
import { Secret } from './secret'
import { TokenStore } from './token'

test('a token that is good for an hour is used no longer than is allowed', async () => {
  let nowMs = 1_000_000
  let fetched = 0
  const store = new TokenStore({ maxAgeMs: 25_000, now: () => nowMs })
  const fetch = async () => {
    fetched += 1
    return { token: new Secret(`token ${fetched}`), expiresAtMs: nowMs + 3_600_000 }
  }
  const get = () => store.get('key', { fetch, signal: new AbortController().signal })
  const first = await get()
  nowMs += 24_000
  expect(await get()).toBe(first)
  nowMs += 2_000
  expect((await get()).reveal()).toBe('token 2')
  store.drop('key', first)
  expect((await get()).reveal()).toBe('token 2')
})
