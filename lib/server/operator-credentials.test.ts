import { describe, expect, it, test } from 'vitest'
import { Secret } from '@/lib/registry/secret'
import { isLent, isLentForWriting, lentCredentials } from './operator-credentials'
import type { SignIn } from './session'
import { refusalToWrite } from './visitor-rights'

const settings = {
  'ghcr.io': { operatorReads: ['org/*', 'team/app'], operatorWrites: true },
  'quay.io': { operatorReads: ['*'] },
  'docker.io': { name: 'Hub' },
}

test.each([
  ['ghcr.io', 'org/app', true],
  ['ghcr.io', 'org/team/app', true],
  ['ghcr.io', 'team/app', true],
  ['ghcr.io', 'org', false],
  ['ghcr.io', 'organisation/app', false],
  ['ghcr.io', 'team/app2', false],
  ['ghcr.io', 'team/app/more', false],
  ['ghcr.io', 'other/org/app', false],
  ['ghcr.io', '', false],
  ['quay.io', 'any/thing', true],
  ['docker.io', 'library/openjdk', false],
  ['evil.example', 'org/app', false],
  ['__proto__', 'org/app', false],
])('%s/%s is lent: %s', async (registry, repository, expected) => {
  expect(isLent({ registry, repository }, settings)).toBe(expected)
  const credential = { username: 'operator', password: new Secret('secret') }
  const found = await lentCredentials({ find: async () => credential }, settings).find(registry, repository)
  expect(found).toBe(expected ? credential : undefined)
})

test('writing is lent where it is switched on, and nowhere else', () => {
  const places = [
    { registry: 'ghcr.io', repository: 'org/app' },
    { registry: 'ghcr.io', repository: 'other/app' },
    { registry: 'quay.io', repository: 'org/app' },
  ]
  expect(places.map((place) => isLentForWriting(place, settings))).toEqual([true, false, false])
})

describe('writing', () => {
  const place = { registry: 'ghcr.io', repository: 'org/app' }
  const signInOf = (isConfirmed: boolean): SignIn => ({
    credential: { username: 'ada', password: new Secret('secret') },
    username: 'ada',
    isConfirmed,
  })

  it.each([
    ['nobody', {}, 'unauthorized'],
    ['somebody with a name', { isNamed: true }, undefined],
    ['somebody signed in', { signIns: new Map([['ghcr.io', signInOf(true)]]) }, undefined],
    ['somebody whom the registry has not checked', { signIns: new Map([['ghcr.io', signInOf(false)]]) }, 'denied'],
    ['somebody signed in elsewhere', { signIns: new Map([['quay.io', signInOf(true)]]) }, 'unauthorized'],
    ['somebody with a name, where nothing is lent', { isNamed: true, settings: {} }, 'unauthorized'],
  ])('%s', (_who, rights, expected) => {
    const none = { signIns: new Map<string, SignIn>(), isNamed: false, settings }
    expect(refusalToWrite(place, { ...none, ...rights })?.kind).toBe(expected)
  })
})
