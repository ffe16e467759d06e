import { describe, expect, it } from 'vitest'
import { RegistryError } from './errors'
import { createHostPolicy, reachOf } from './host-policy'

const policy = createHostPolicy({ plainHttp: ['lan.example:5000', 'plain.example'] })
const kindOf = (action: () => unknown) => {
  try {
    return action()
  } catch (error) {
    return error instanceof RegistryError ? error.kind : error
  }
}

describe('createHostPolicy', () => {
  it.each([
    ['docker.io', 'https://registry-1.docker.io', 'private'],
    ['index.docker.io', 'https://registry-1.docker.io', 'private'],
    ['ghcr.io', 'https://ghcr.io', 'private'],
    ['localhost:5000', 'http://localhost:5000', 'loopback'],
    ['app.localhost', 'http://app.localhost', 'loopback'],
    ['127.0.0.1:5000', 'http://127.0.0.1:5000', 'loopback'],
    ['[::1]:5000', 'http://[::1]:5000', 'loopback'],
    ['[2001:db8::1]', 'https://[2001:db8::1]', 'private'],
    ['192.168.1.5:5000', 'https://192.168.1.5:5000', 'private'],
    ['lan.example:5000', 'http://lan.example:5000', 'loopback'],
    ['lan.example', 'https://lan.example', 'private'],
    ['plain.example:8080', 'http://plain.example:8080', 'loopback'],
  ])('%s → %s, reach %s', (registry, origin, reach) => {
    const endpoint = policy.endpoint(registry)
    expect([endpoint.origin, reachOf(endpoint)]).toEqual([origin, reach])
  })

  it.each(['evil.example:25', 'evil.example:6379', 'a b', 'a/b', 'user@host', '', 'host:0', 'host:99999'])(
    'refuses %j',
    (registry) => {
      expect(kindOf(() => policy.endpoint(registry))).toBe('not-allowed')
    },
  )

  describe('where there is a list', () => {
    const settings = { 'own.example': { name: 'Our own' } }
    const strict = createHostPolicy({ plainHttp: ['lan.example:5000'], allow: ['team.example'], settings })

    it.each([
      ['docker.io', 'public'],
      ['registry-1.docker.io', 'public'],
      ['ghcr.io', 'public'],
      ['europe-west1-docker.pkg.dev', 'public'],
      ['team.example', 'private'],
      ['team.example:8443', 'private'],
      ['own.example', 'private'],
      ['lan.example:5000', 'loopback'],
    ])('%s may be used, reach %s', (registry, reach) => {
      expect(reachOf(strict.endpoint(registry))).toBe(reach)
    })

    it.each([
      'localhost:5000',
      '127.0.0.1:5000',
      '192.168.1.5',
      'ghcr.io:8443',
      'evil.example',
      'evil.ghcr.io',
      'ghcr.io.evil.example',
      'x.team.example',
      'own.example:8443',
      'evil-docker.pkg.dev.evil.example',
      'team.azurecr.io',
    ])('%s may not', (registry) => {
      expect(kindOf(() => strict.endpoint(registry))).toBe('not-allowed')
    })
  })

  describe('where strangers ask', () => {
    const guarded = createHostPolicy({ plainHttp: ['lan.example:5000'], isGuarded: true })

    it.each([
      ['ghcr.io', 'https://ghcr.io', 'public'],
      ['registry.example:5000', 'https://registry.example:5000', 'public'],
      ['localhost:5000', 'https://localhost:5000', 'public'],
      ['[::1]:5000', 'https://[::1]:5000', 'public'],
      ['lan.example:5000', 'http://lan.example:5000', 'loopback'],
    ])('%s → %s, reach %s', (registry, origin, reach) => {
      const endpoint = guarded.endpoint(registry)
      expect([endpoint.origin, reachOf(endpoint)]).toEqual([origin, reach])
    })

    it.each(['registry.example:8080', 'registry.example:80', 'localhost:4100'])(
      '%s is on no usual port',
      (registry) => {
        expect(kindOf(() => guarded.endpoint(registry))).toBe('not-allowed')
      },
    )

    it('a private registry is listed to be reached', () => {
      const listed = createHostPolicy({ plainHttp: [], allow: ['images.example:9000'], isGuarded: true })
      expect(reachOf(listed.endpoint('images.example:9000'))).toBe('private')
    })
  })
})
