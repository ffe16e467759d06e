import { describe, expect, it } from 'vitest'
import { RegistryError } from './errors'
import { createHostPolicy, type HostPolicyOptions, reachOf } from './host-policy'
import { haveSameOwner, judgeRealm } from './realm'

function judge(registry: string, realm: string | undefined, options: Partial<HostPolicyOptions> = {}) {
  const policy = createHostPolicy({ plainHttp: [], ...options })
  const endpoint = policy.endpoint(registry)
  const requestUrl = new URL('/v2/a/b/manifests/1', endpoint.origin)
  const context = { registry, origin: endpoint.origin, reach: reachOf(endpoint), policy, endpoint, requestUrl }
  try {
    const { reach, carriesCredentials } = judgeRealm(realm, context)
    return `${reach} ${carriesCredentials ? 'with' : 'without'} sign-in`
  } catch (error) {
    return error instanceof RegistryError ? error.kind : error
  }
}

describe('F19 judgeRealm', () => {
  it.each([
    ['ghcr.io', 'https://ghcr.io/token', 'private with sign-in'],
    ['ghcr.io', '/token', 'private with sign-in'],
    ['docker.io', 'https://auth.docker.io/token', 'public with sign-in'],
    ['registry.gitlab.com', 'https://gitlab.com/jwt/auth', 'public with sign-in'],
    ['registry.example.com', 'https://auth.example.com/token', 'public with sign-in'],
    ['registry.example.com:5000', 'https://registry.example.com/token', 'public with sign-in'],
    ['registry.example.com', 'https://evil.example/token', 'public without sign-in'],
    ['me.azurecr.io', 'https://evil.azurecr.io/token', 'public without sign-in'],
    ['one.example.co.uk', 'https://two.example.co.uk/token', 'public with sign-in'],
    ['one.co.uk', 'https://two.co.uk/token', 'public without sign-in'],
    ['localhost:5000', 'http://127.0.0.1:5000/token', 'loopback with sign-in'],
    ['localhost:5000', 'http://localhost:5001/token', 'not-allowed'],
    ['ghcr.io', 'http://ghcr.io/token', 'not-allowed'],
    ['ghcr.io', 'http://169.254.169.254/latest', 'not-allowed'],
    ['ghcr.io', 'https://10.0.0.1/token', 'not-allowed'],
    ['ghcr.io', 'https://8.8.8.8/token', 'not-allowed'],
    ['ghcr.io', 'https://localhost/token', 'not-allowed'],
    ['ghcr.io', 'https://evil.example:22/token', 'not-allowed'],
    ['ghcr.io', 'https://user:pass@ghcr.io/token', 'not-allowed'],
    ['ghcr.io', 'ftp://ghcr.io/token', 'not-allowed'],
    ['ghcr.io', '//evil.example/token', 'public without sign-in'],
    ['ghcr.io', undefined, 'invalid-answer'],
    ['ghcr.io', '', 'invalid-answer'],
    ['ghcr.io', 'https://', 'invalid-answer'],
  ])('%s → %s: %s', (registry, realm, expected) => {
    expect(judge(registry, realm)).toBe(expected)
  })

  it.each([
    ['docker.io', 'https://auth.docker.io/token'],
    ['registry.gitlab.com', 'https://gitlab.com/jwt/auth'],
  ])('knows whose token server is %s’s, also where it is spoken to elsewhere', (registry, realm) => {
    const settings = { [registry]: { endpoint: 'https://cache.example' } }
    expect(judge(registry, realm, { settings })).toBe('public with sign-in')
    expect(judge(registry, realm.replace('https://', 'https://evil-'), { settings })).toBe('public without sign-in')
  })

  it('goes to plain http where the operator has listed it', () => {
    expect(judge('localhost:5000', 'http://localhost:5001/t', { plainHttp: ['localhost:5001'] })).toBe(
      'loopback with sign-in',
    )
    expect(judge('lan.example:5000', 'http://other.example/t', { plainHttp: ['other.example'] })).toBe(
      'loopback without sign-in',
    )
  })
})

describe('haveSameOwner', () => {
  it.each([
    ['a.example.com', 'a.example.com', true],
    ['a.example.com', 'example.com', true],
    ['example.com', 'auth.example.com', true],
    ['a.example.com', 'b.example.com', true],
    ['a.example.com', 'x.b.example.com', false],
    ['example.com', 'example.org', false],
    ['a.com', 'b.com', false],
    ['a.com', 'com', false],
    ['x.com.au', 'com.au', false],
    ['example.com', 'evilexample.com', false],
    ['a.github.io', 'b.github.io', false],
    ['1.dkr.ecr.eu-west-1.amazonaws.com', '2.dkr.ecr.eu-west-1.amazonaws.com', false],
    ['10.0.0.1', '10.0.0.1', false],
    ['localhost', 'localhost', false],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(haveSameOwner(a, b)).toBe(expected)
  })
})
