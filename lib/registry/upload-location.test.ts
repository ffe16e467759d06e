import { describe, expect, it } from 'vitest'
import { readUploadLocation } from './upload-location'

const at = (registry: string) => ({ registry, host: registry === 'docker.io' ? 'registry-1.docker.io' : registry })

describe('readUploadLocation', () => {
  it.each([
    ['r.example', '/v2/a/b?_state=x%3D', '/v2/a/b?_state=x%3D'],
    ['r.example', 'https://r.example/v2/a', '/v2/a'],
    ['r.example', 'http://r.example/v2/a', '/v2/a'],
    ['r.example', 'https://r.example:443/v2/a', '/v2/a'],
    ['r.example', 'r.example/v2/a?s=1', '/v2/a?s=1'],
    ['r.example', 'http://r.example:443/v2/a', '/v2/a'],
    ['r.example', 'r.example:443/v2/a', '/v2/a'],
    ['r.example:443', 'https://r.example/v2/a', '/v2/a'],
    ['r.example:5000', 'http://r.example:5000/v2/a', '/v2/a'],
    ['docker.io', 'https://registry-1.docker.io/v2/a', '/v2/a'],
  ])('%s, %s → %s', (registry, location, expected) => {
    expect(readUploadLocation(at(registry), location)).toBe(expected)
  })

  it.each([
    ['r.example', 'https://r.example:8443/v2/a'],
    ['r.example', 'https://evil.example/v2/a'],
    ['r.example', '//evil.example/v2/a'],
    ['r.example', '/\\evil.example/v2/a'],
    ['r.example', 'https://u:p@r.example/'],
    ['r.example', 'ftp://r.example/'],
    ['r.example', ''],
    ['r.example', undefined],
  ])('%s, %s is refused', (registry, location) => {
    expect(() => readUploadLocation(at(registry), location)).toThrow(
      expect.objectContaining({ kind: 'invalid-answer' }),
    )
  })
})
