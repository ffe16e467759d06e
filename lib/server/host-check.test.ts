import { expect, test } from 'vitest'
import { isOurHost, isOurOrigin } from './host-check'

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
  expect(isOurHost(host, { mode: 'local', allowedHosts: ['images.example.com'] })).toBe(expected)
})

test.each([
  ['http://localhost:4100', 'localhost:4100', true],
  ['https://images.example.com', 'images.example.com', true],
  ['http://localhost:4101', 'localhost:4100', false],
  ['http://evil.example', 'localhost:4100', false],
  ['null', 'localhost:4100', false],
  ['', 'localhost:4100', false],
])('Origin %s at Host %s → %s', (origin, host, expected) => {
  expect(isOurOrigin(origin, host, { mode: 'local', allowedHosts: [] })).toBe(expected)
})

const shared = { mode: 'shared', origin: 'https://images.example.com', allowedHosts: [] } as const

test.each([
  ['images.example.com', true],
  ['IMAGES.example.com', true],
  ['images.example.com:443', true],
  ['images.example.com:80', false],
  ['localhost', false],
  ['127.0.0.1:4100', false],
  ['www.images.example.com', false],
  [undefined, false],
])('in shared mode Host %s → %s', (host, expected) => {
  expect(isOurHost(host, shared)).toBe(expected)
})

test.each([
  ['https://images.example.com', true],
  ['http://images.example.com', false],
  ['https://images.example.com:8443', false],
  ['https://evil.images.example.com', false],
  ['null', false],
  ['', false],
])('in shared mode Origin %s → %s, whatever the Host says', (origin, expected) => {
  expect(isOurOrigin(origin, 'images.example.com', shared)).toBe(expected)
  expect(isOurOrigin('https://evil.example', 'evil.example', shared)).toBe(false)
})
