import { expect, test } from 'vitest'
import { requestLabel } from './request-label'

test.each([
  ['/', '/'],
  ['/api/v1/image?ref=secret', '/api/v1/image'],
  ['/image/ghcr.io/org/app:1.0', '/image'],
  ['/repository/a/b?token=x', '/repository'],
  ['/_next/static/chunks/a.js', 'asset'],
  ['/metrics', '/metrics'],
  ['/api/v1/whatever-somebody-asks', 'other'],
  ['/../etc/passwd', 'other'],
  [undefined, 'other'],
])('%s is counted as %s', (url, label) => {
  expect(requestLabel(url)).toBe(label)
})
