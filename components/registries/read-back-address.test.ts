import { describe, expect, it } from 'vitest'
import { imageHref, registriesHref } from '@/lib/contract/links'
import { readBackAddress } from './read-back-address'

const origin = 'http://127.0.0.1:4100'

describe('readBackAddress', () => {
  it.each([
    '/',
    '/image/ghcr.io/org/app:1.0',
    '/image/localhost:5000/app:1?platform=linux/arm64',
    '/image/ghcr.io/org/app@sha256:0123#layers',
    '/compose?target=ghcr.io/org/app:1.0&source=ghcr.io/org/app:1.0-arm64',
    '/compare?base=https://example.com//x',
  ])('leads to %s', (text) => {
    expect(readBackAddress(text, origin)).toBe(text)
  })

  it.each([
    ['/image/../registries', '/registries'],
    ['/registry/a b', '/registry/a%20b'],
  ])('%s is %s', (text, place) => {
    expect(readBackAddress(text, origin)).toBe(place)
  })

  it.each([
    '',
    'image/app:1',
    'https://evil.example/',
    'http://127.0.0.1:4100/image/app:1',
    '//evil.example/',
    '///evil.example/',
    '/\\evil.example/',
    '\\\\evil.example/',
    '/image\\..\\..\\evil.example',
    '/\t/evil.example/',
    '/\n/evil.example/',
    '\t//evil.example/',
    ' //evil.example/',
    '/.//evil.example/',
    '/..//evil.example/',
    '/image/..//evil.example/',
    '/%2e//evil.example/',
    '/%2E%2e//evil.example/',
    '/./\t/evil.example/',
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    '@evil.example/',
    ':@evil.example/',
    '?x',
    '#x',
    '/api/v1/image/raw?ref=app:1',
    '/image/../api/v1/image',
    'https:evil.example',
    'http:///evil.example/',
    '/\r/evil.example/',
    '//evil.example@127.0.0.1:4100/',
    '/\t\\evil.example/',
    'blob:http://127.0.0.1:4100/x',
  ])('refuses %j', (text) => {
    expect(readBackAddress(text, origin)).toBeUndefined()
  })

  it.each(['/%09/evil.example', '/%5cevil.example', '/%2f%2fevil.example', '/;//evil.example', '/@evil.example'])(
    '%j stays here',
    (text) => {
      const place = readBackAddress(text, origin)
      expect(new URL(place ?? '', origin).origin).toBe(origin)
    },
  )

  it('reads what the link of a failure page says', () => {
    const back = imageHref('ghcr.io/org/app:1.0', 'linux/arm/v7')
    const href = registriesHref({ signIn: 'ghcr.io', back })
    expect(href).toBe('/registries?sign-in=ghcr.io&back=/image/ghcr.io/org/app:1.0%3Fplatform=linux/arm/v7')
    const text = new URL(href, origin).searchParams.get('back') ?? ''
    expect(readBackAddress(text, origin)).toBe(back)
  })
})
