import { expect, it } from 'vitest'
import { registryFromSegment } from './registry-address'

it.each([
  ['ghcr.io', 'ghcr.io', true],
  ['localhost%3A5050', 'localhost:5050', true],
  ['GHCR.io', 'ghcr.io', false],
  ['index.docker.io', 'docker.io', false],
  ['registry-1.docker.io', 'docker.io', false],
  ['%5B::1%5D:5000', '[::1]:5000', true],
])('%s is the registry %s', (segment, registry, isCanonical) => {
  expect(registryFromSegment(segment)).toEqual({ registry, href: `/registry/${registry}`, isCanonical })
})

it.each([
  ['team', /add the domain or the port, for example team:5000/],
  ['a b', /not the address of a registry/],
  ['host%2Fname', /not the address of a registry/],
  ['localhost:99999', /not the address of a registry/],
  ['%zz', /not the address of a registry/],
])('%s is none', (segment, fault) => {
  expect(registryFromSegment(segment).fault).toMatch(fault)
})
