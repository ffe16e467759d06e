import { expect, it } from 'vitest'
import { readImageAddress } from './image-address'

const hex = '0123456789abcdef'.repeat(4)

it.each([
  [['alpine'], 'docker.io/library/alpine:latest'],
  [['localhost%3A5000', 'team', 'app%3A1.0'], 'localhost:5000/team/app:1.0'],
  [['%5B2001%3Adb8%3A%3A1%5D%3A5000', 'repo'], '[2001:db8::1]:5000/repo:latest'],
  [['ghcr.io', 'a', `b:v1%40sha256%3A${hex}`], `ghcr.io/a/b:v1@sha256:${hex}`],
])('%j is %s', (segments, reference) => {
  expect(readImageAddress(segments)).toEqual({ reference })
})

it.each([
  [['Team', 'App:1.0'], 'Repository names must be lower-case; did you mean “team/app”?'],
  [['ghcr.io', 'a', '%2e%2e', 'b'], 'not a valid repository name'],
  [['ghcr.io', 'a', '%252e%252e', 'b'], 'none of the characters'],
  [['ghcr.io%5C%40127.0.0.1', 'a'], 'none of the characters'],
  [['ghcr.io', 'a%0Ab'], 'none of the characters'],
  [['user:pass@ghcr.io', 'a'], 'no user name and no password'],
  [['%'], 'none of the characters'],
  [['repo@md5:0123456789abcdef0123456789abcdef'], 'digest algorithm is not supported'],
])('%j is refused: %s', (segments, words) => {
  expect(readImageAddress(segments).problem).toContain(words)
})
