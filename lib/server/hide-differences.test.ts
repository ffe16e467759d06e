import { beforeAll, describe, expect, it } from 'vitest'
import { RegistryError } from '@/lib/registry/errors'
import { createHostPolicy } from '@/lib/registry/host-policy'
import { startSharedServer } from './shared-mode.fixture'
import { toApiError } from './to-api-error'

const registry = 'team.example'

describe('in shared mode', () => {
  beforeAll(() => startSharedServer({ allowed: [registry] }))

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
