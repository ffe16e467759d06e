import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { allRegistrySettingsSchema, registrySettingsSchema } from './registry-settings'

const key = '-----BEGIN PRIVATE KEY-----\nwonderland\n-----END PRIVATE KEY-----\n'

describe('registrySettingsSchema', () => {
  it.each([
    [{ endpoint: 'mirror.example' }, { endpoint: 'https://mirror.example' }],
    [{ endpoint: 'http://10.0.0.5:5000/' }, { endpoint: 'http://10.0.0.5:5000' }],
    [
      { mirrors: ['a.example:5000', 'https://b.example'] },
      { mirrors: ['https://a.example:5000', 'https://b.example'] },
    ],
    [{ trusted: ['Auth.example', 'index.docker.io'] }, { trusted: ['auth.example', 'docker.io'] }],
    [
      { readOnly: true, concurrency: 2, name: ' Ours ' },
      { readOnly: true, concurrency: 2, name: 'Ours' },
    ],
    [{ product: 'harbor' }, { product: 'harbor' }],
    [{}, {}],
  ])('reads %j', (given, expected) => {
    expect(registrySettingsSchema.parse(given)).toEqual(expected)
  })

  it.each([
    [{ endpoint: 'ftp://a.example' }],
    [{ endpoint: 'https://a.example/v2' }],
    [{ endpoint: 'https://user@a.example' }],
    [{ endpoint: '' }],
    [{ mirrors: ['a b'] }],
    [{ mirrors: Array.from({ length: 9 }, () => 'a.example') }],
    [{ ca: 'no certificate' }],
    [{ clientKey: key }],
    [{ clientKey: 'no key' }],
    [{ plainHttp: true, endpoint: 'https://a.example' }],
    [{ concurrency: 0 }],
    [{ concurrency: 1.5 }],
    [{ trusted: ['https://a.example'] }],
    [{ product: 'nonesuch' }],
    [{ unknown: 1 }],
  ])('refuses %j', (given) => {
    expect(registrySettingsSchema.safeParse(given).success).toBe(false)
  })

  it('names what is wrong, and prints no key', () => {
    const refused = registrySettingsSchema.safeParse({ clientKey: key })
    expect(refused.error?.issues[0]?.message).toBe('clientCert and clientKey must be given together')
    expect(inspect(refused, { depth: 9 })).not.toContain('wonderland')
  })

  it('are kept by registry, by its one name', () => {
    expect(allRegistrySettingsSchema.parse({ 'index.docker.io': { readOnly: true } })).toEqual({
      'docker.io': { readOnly: true },
    })
  })
})
