import { expect, it } from 'vitest'
import { readRepositoryName } from './read-repository-name'

it.each([
  ['ghcr.io', 'org/app', '/repository/ghcr.io/org/app'],
  ['ghcr.io', ' org/app/ ', '/repository/ghcr.io/org/app'],
  ['ghcr.io', 'org/app:1.0', '/image/ghcr.io/org/app:1.0'],
  ['ghcr.io', 'ghcr.io/org/app', '/repository/ghcr.io/org/app'],
  ['ghcr.io', 'quay.io/org/app', '/repository/quay.io/org/app'],
  ['ghcr.io', 'docker.io/library/openjdk', '/repository/docker.io/library/openjdk'],
  ['ghcr.io', 'https://hub.docker.com/_/openjdk', '/repository/docker.io/library/openjdk'],
  ['ghcr.io', 'docker pull openjdk:8', '/image/docker.io/library/openjdk:8'],
  ['docker.io', 'openjdk', '/repository/docker.io/library/openjdk'],
  ['localhost:5050', 'demo/app', '/repository/localhost:5050/demo/app'],
])('on %s, “%s” leads to %s', (registry, text, href) => {
  expect(readRepositoryName(registry, text)).toEqual({ href })
})

it.each([
  ['', /Write the name of a repository/],
  ['Team/App', /did you mean/],
  ['team//app', /not a valid repository name/],
  ['a b', /no spaces/],
])('“%s” is refused in words', (text, error) => {
  expect(readRepositoryName('ghcr.io', text).error).toMatch(error)
})
