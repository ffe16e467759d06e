import { expect, it } from 'vitest'
import { readInput } from './read-input'

const hex = 'a'.repeat(64)
const openjdk = { registry: 'docker.io', repository: 'library/openjdk' }

it.each([
  ['openjdk:8', { ...openjdk, tag: '8' }],
  ['docker pull --platform linux/arm64 openjdk:8', { ...openjdk, tag: '8' }],
  ['https://hub.docker.com/_/openjdk', { ...openjdk, tag: 'latest' }],
  ['https://hub.docker.com/r/team/app/tags', { registry: 'docker.io', repository: 'team/app', tag: 'latest' }],
  ['https://github.com/org/app/pkgs/container/app', { registry: 'ghcr.io', repository: 'org/app', tag: 'latest' }],
  ['https://quay.io/repository/team/app', { registry: 'quay.io', repository: 'team/app', tag: 'latest' }],
  ['ghcr.io/org/app', { registry: 'ghcr.io', repository: 'org/app', tag: 'latest' }],
  ['docker.io/team/app', { registry: 'docker.io', repository: 'team/app', tag: 'latest' }],
  [`openjdk@sha256:${hex}`, { ...openjdk, digest: `sha256:${hex}` }],
])('%s is an image, certainly', (text, reference) => {
  expect(readInput(text)).toEqual({ kind: 'image', reference, isCertain: true })
})

it.each(['openjdk', 'team/app', 'compose'])('%s may be an image, or a word to look for', (text) => {
  expect(readInput(text)).toMatchObject({ kind: 'image', isCertain: false })
})

it.each([
  ['ghcr.io', 'ghcr.io'],
  ['https://quay.io/', 'quay.io'],
  ['index.docker.io', 'docker.io'],
  ['https://registry.example.com:5000/v2/', 'registry.example.com:5000'],
  ['localhost:5050', 'localhost:5050'],
  ['localhost', 'localhost'],
  ['127.0.0.1:5000', '127.0.0.1:5000'],
  ['[::1]:5000', '[::1]:5000'],
])('%s is the registry %s', (text, registry) => {
  expect(readInput(text)).toEqual({ kind: 'registry', registry })
})

it('a word with a high port is a tag, or a registry', () => {
  expect(readInput('registry:5000')).toMatchObject({
    kind: 'image',
    reference: { tag: '5000' },
    registry: 'registry:5000',
  })
})

it.each([`sha256:${hex}`, `@sha256:${hex}`, hex, ` sha256:${hex}\n`])('“%s” is a digest', (text) => {
  expect(readInput(text)).toEqual({ kind: 'digest', digest: `sha256:${hex}` })
})

it.each([
  ['sha256:aaaaaaaaaaaa', /not complete/],
  [`md5@md5:${'a'.repeat(32)}`, /algorithm is not supported/],
  ['OpenJDK:8', /did you mean “openjdk”/],
  ['theme dark', /no spaces/],
])('%s is said to be wrong in words', (text, problem) => {
  const input = readInput(text)
  expect(input.kind).toBe('nonsense')
  if (input.kind === 'nonsense') expect(input.problem).toMatch(problem)
})

it('nothing is nothing', () => {
  expect(readInput('  ')).toEqual({ kind: 'empty' })
})
