import { beforeAll, describe, expect, it } from 'vitest'
import { AddressBlockedError } from '@/lib/registry/egress'
import { RegistryError } from '@/lib/registry/errors'
import { toRegistryError } from '@/lib/registry/failure'
import { createHostPolicy } from '@/lib/registry/host-policy'
import { startSharedServer } from './shared-mode.fixture'
import { toApiError } from './to-api-error'

const registry = 'team.example'
const failed = (code: string) => toRegistryError(Object.assign(new Error('127.0.0.1 says no'), { code }), registry)

describe('in shared mode', () => {
  beforeAll(() => startSharedServer({ allowed: [registry] }))

  it.each([
    ['a closed port', failed('ECONNREFUSED')],
    ['a port that swallows everything', failed('UND_ERR_CONNECT_TIMEOUT')],
    ['a name that does not exist', failed('ENOTFOUND')],
    ['a certificate of somebody else', failed('ERR_TLS_CERT_ALTNAME_INVALID')],
    ['something that speaks no TLS', failed('EPROTO')],
    ['a connection that breaks off', failed('ECONNRESET')],
    ['an address that is blocked', toRegistryError(new AddressBlockedError('blocked'), registry)],
    [
      'a place it may not send us to',
      new RegistryError({
        kind: 'not-allowed',
        registry,
        message: 'redirects to http://inside',
        readsRepository: true,
      }),
    ],
  ])('%s is told in the same words', (_case, error) => {
    expect(toApiError(error)).toEqual({
      code: 'REGISTRY_UNREACHABLE',
      message: 'team.example cannot be reached from here. Check the address, or ask whoever runs this site.',
      detail: { registry },
    })
  })

  it.each([
    ['unauthorized', 401],
    ['denied', 403],
    ['not-found', 404],
  ] as const)('%s is told in the same words while reading', (kind, status) => {
    const words = { registry, message: `because of ${kind}`, registryMessage: kind, codes: [kind], status }
    expect(toApiError(new RegistryError({ kind, ...words, readsRepository: true }))).toEqual({
      code: 'NOT_FOUND',
      message:
        'team.example has nothing of this name, or does not show it to you. Check the name, or sign in to team.example.',
      detail: { registry },
    })
    expect(toApiError(new RegistryError({ kind, ...words })).message).toBe(`because of ${kind}`)
  })

  it('a registry that is not on the list is told so', () => {
    try {
      createHostPolicy({ plainHttp: [], allow: [] }).endpoint(registry)
    } catch (error) {
      expect(toApiError(error)).toMatchObject({
        code: 'REGISTRY_NOT_ALLOWED',
        message: 'team.example is not among the registries that may be used here; ask whoever runs this site.',
      })
    }
    expect.assertions(1)
  })
})
