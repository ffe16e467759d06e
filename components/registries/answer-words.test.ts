import { expect, it } from 'vitest'
import type { RegistryCheck } from '@/lib/contract/registries'
import { checkWords } from './answer-words'

const registry = 'registry.example'
const asks = 'registry.example asks for a sign-in.'

it.each<[Omit<RegistryCheck, 'registry'>, string | undefined]>([
  [{ isReachable: true, hasCatalog: true, hasReferrers: true }, 'Lists its repositories; has referrers'],
  [
    { isReachable: true, hasCatalog: false, hasReferrers: false, deletes: 'digests' },
    'No list of repositories: each is opened by its name; keeps referrers in tags; deletes by digest only',
  ],
  [{ isReachable: true, isReadOnly: true }, 'Set to read only here'],
  [{ isReachable: true, message: asks }, asks],
  [{ isReachable: true, message: asks, isReadOnly: true }, `${asks} Set to read only here.`],
  [{ isReachable: false, message: 'Nothing answers.', isReadOnly: false }, 'Nothing answers.'],
  [{ isReachable: true }, undefined],
])('of %j the detail is %s', (check, detail) => {
  expect(checkWords({ registry, ...check }).detail).toBe(detail)
})
