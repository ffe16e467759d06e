import { describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import type { Digest } from '@/lib/oci/digest'
import { blobPath, manifestPath, registryUrl, repositoryPath } from './path'

const place = { registry: 'r.example', origin: 'https://r.example' }
const digest = computeDigest('')

describe('an address on a registry', () => {
  it.each(['/v2/', '/v2/a/b/manifests/1.0', `/v2/a/blobs/${digest}`, '/v2/a/tags/list?n=1&last=x%2Fy'])(
    '%s is what is asked',
    (path) => {
      expect(registryUrl(place, path).href).toBe(`https://r.example${path}`)
    },
  )

  it.each([
    '/v2/a/../b/manifests/1',
    '/v2/a/%2e%2e/b/manifests/1',
    '/v2/a/.%2E/b/manifests/1',
    '/v2/a/./manifests/1',
    '/v2/a\\b/manifests/1',
    '/v2/a b',
    '/v2/a\tb',
    '/v2/a#b',
    '//evil.example/v2/',
    '/\\evil.example/v2/',
    'https://evil.example/v2/',
    'v2/',
    '',
  ])('%j would be another one, and is refused', (path) => {
    expect(() => registryUrl(place, path)).toThrow(expect.objectContaining({ kind: 'not-allowed' }))
  })
})

it('is spelled without an escape', () => {
  expect([
    manifestPath('r.example', 'a/b', '1.0'),
    manifestPath('r.example', 'a/b', digest),
    blobPath('r.example', 'a', digest),
    repositoryPath('r.example', 'x', 'tags/list'),
  ]).toEqual([`/v2/a/b/manifests/1.0`, `/v2/a/b/manifests/${digest}`, `/v2/a/blobs/${digest}`, '/v2/x/tags/list'])
})

it.each([
  () => manifestPath('r.example', 'a/../b', '1'),
  () => manifestPath('r.example', 'A', '1'),
  () => manifestPath('r.example', 'a', '../1'),
  () => manifestPath('r.example', 'a', `md5:${'0'.repeat(32)}`),
  () => blobPath('r.example', 'a', 'sha256:1' as Digest),
])('is not made of what is no name: %s', (make) => {
  expect(make).toThrow(expect.objectContaining({ kind: 'rejected' }))
})
