import { expect, test } from 'vitest'
import { isOurHost, isSameOrigin } from './host-check'

test.each([
  ['localhost:4100', true],
  ['127.0.0.1:4100', true],
  ['127.0.0.1', true],
  ['[::1]:4100', true],
  ['LOCALHOST', true],
  ['images.example.com', true],
  ['images.example.com:8443', false],
  ['evil.example', false],
  ['localhost.evil.example', false],
  ['127.0.0.1.evil.example', false],
  ['evil.example:4100', false],
  ['', false],
  [undefined, false],
])('Host %s → %s', (host, expected) => {
  expect(isOurHost(host, ['images.example.com'])).toBe(expected)
})

test.each([
  ['http://localhost:4100', 'localhost:4100', true],
  ['https://images.example.com', 'images.example.com', true],
  ['http://localhost:4101', 'localhost:4100', false],
  ['http://evil.example', 'localhost:4100', false],
  ['null', 'localhost:4100', false],
  ['', 'localhost:4100', false],
])('Origin %s at Host %s → %s', (origin, host, expected) => {
  expect(isSameOrigin(origin, host)).toBe(expected)
})
