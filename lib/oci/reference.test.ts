import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidReferenceError } from './invalid-reference-error'
import {
  formatReference,
  isLongForClients,
  isRegistry,
  isTag,
  manifestName,
  parseReference,
  parseRepository,
} from './reference'

const hex = '0123456789abcdef'.repeat(4)
const digest = `sha256:${hex}` as const
const messageOf = (input: string) => {
  try {
    return `taken as ${formatReference(parseReference(input))}`
  } catch (error) {
    if (error instanceof InvalidReferenceError) return error.message
    throw error
  }
}

it.each([
  ['alpine', 'docker.io/library/alpine:latest'],
  ['openjdk:8', 'docker.io/library/openjdk:8'],
  ['foo/bar:1', 'docker.io/foo/bar:1'],
  ['localhost/a', 'localhost/a:latest'],
  ['localhost:5000/team/app:1.0', 'localhost:5000/team/app:1.0'],
  ['test.com:5000', 'docker.io/library/test.com:5000'],
  ['test:5000/repo', 'test:5000/repo:latest'],
  ['foo_bar.com:8080', 'docker.io/library/foo_bar.com:8080'],
  ['192.168.0.1:8/debian', '192.168.0.1:8/debian:latest'],
  ['[2001:db8::1]:5000/repo', '[2001:db8::1]:5000/repo:latest'],
  ['Docker/docker', 'Docker/docker:latest'],
  ['index.docker.io/a', 'docker.io/library/a:latest'],
  ['registry-1.docker.io/a/b', 'docker.io/a/b:latest'],
  ['registry.hub.docker.com/library/a', 'docker.io/library/a:latest'],
  ['docker.io/a', 'docker.io/library/a:latest'],
  ['https://ghcr.io/a/b', 'ghcr.io/a/b:latest'],
  ['oci://ghcr.io/a/b:1', 'ghcr.io/a/b:1'],
  ['docker://alpine', 'docker.io/library/alpine:latest'],
  ['  alpine\n', 'docker.io/library/alpine:latest'],
  ['a__b', 'docker.io/library/a__b:latest'],
  ['a---b', 'docker.io/library/a---b:latest'],
  ['a.b_c-d', 'docker.io/library/a.b_c-d:latest'],
  ['x', 'docker.io/library/x:latest'],
  ['repo:TAG.x_y-z', 'docker.io/library/repo:TAG.x_y-z'],
  [`repo@${digest}`, `docker.io/library/repo@${digest}`],
  [`repo:v1@${digest}`, `docker.io/library/repo:v1@${digest}`],
  [`repo@sha512:${hex}${hex}`, `docker.io/library/repo@sha512:${hex}${hex}`],
  ['GHCR.io/a', 'ghcr.io/a:latest'],
])('%s is %s', (input, canonical) => {
  expect(formatReference(parseReference(input))).toBe(canonical)
})

it.each([
  ['', 'Write the name of an image'],
  ['   ', 'Write the name of an image'],
  ['foo_bar.com:8080/x', 'not a valid registry address'],
  ['[::ffff:127.0.0.1]:5000/a', 'not a valid registry address'],
  ['[fe80::1%25eth0]:5000/repo', 'no spaces and none of the characters'],
  ['[::1/repo', 'not a valid registry address'],
  ['host.example:0/a', 'not a valid registry address'],
  ['host.example:65536/a', 'not a valid registry address'],
  ['127.1/a', 'not a valid registry address'],
  ['-a.example/b', 'not a valid registry address'],
  ['Uppercase:tag', 'did you mean “uppercase”'],
  ['test.com/Uppercase', 'did you mean “test.com/uppercase”'],
  ['Org/App', 'did you mean “org/app”'],
  ['dock..er', 'not a valid repository name'],
  ['dock_.er', 'not a valid repository name'],
  ['-docker', 'not a valid repository name'],
  ['docker-', 'not a valid repository name'],
  ['docker///docker', 'not a valid repository name'],
  ['/a', 'not a valid repository name'],
  ['a/', 'not a valid repository name'],
  ['ghcr.io/', 'name of the image is missing'],
  ['ghcr.io/a/../b', 'not a valid repository name'],
  ['ghcr.io/a/%2e%2e/b', 'none of the characters'],
  ['ghcr.io\\@127.0.0.1/a', 'none of the characters'],
  ['a b', 'none of the characters'],
  ['a\u0000b', 'none of the characters'],
  ['ghcr.io/a?x=1', 'none of the characters'],
  ['ghcr.io/a#x', 'none of the characters'],
  ['user:pass@ghcr.io/a', 'no user name and no password'],
  ['https://user@ghcr.io/a', 'no user name and no password'],
  ['http://ghcr.io/a', 'Leave out “http://”'],
  ['ftp://ghcr.io/a', 'Leave out “ftp://”'],
  [hex, 'looks like an image ID'],
  [`repo@sha256:${hex.slice(1)}`, 'The digest is not complete'],
  [`repo@sha256:${hex.toUpperCase()}`, 'The digest is not complete'],
  [`repo@md5:${hex.slice(32)}`, 'digest algorithm is not supported'],
  ['repo@sha256:', 'The digest is not complete'],
  [`repo:${'a'.repeat(129)}`, 'not a valid tag'],
  ['repo:', 'not a valid tag'],
  ['repo:-x', 'not a valid tag'],
  [`ghcr.io/${'a'.repeat(256)}`, 'longer than 255'],
  ['a'.repeat(250), 'longer than 255'],
  ['a'.repeat(2000), 'too long'],
  [`${'a'.repeat(2000)}://b`, 'too long'],
])('%j is refused: %s', (input, reason) => {
  expect(messageOf(input)).toContain(reason)
})

it('takes a tag of 128 characters and a repository of 255', () => {
  expect(isTag('a'.repeat(128))).toBe(true)
  expect(parseReference(`ghcr.io/${'a'.repeat(255)}`).repository).toHaveLength(255)
})

it.each([
  [247, false],
  [248, true],
])('a name of %i characters at ghcr.io is longer than many clients take: %s', (length, expected) => {
  expect(isLongForClients(parseReference(`ghcr.io/${'a'.repeat(length)}`))).toBe(expected)
})

it('asks for the digest where there is one, and keeps the tag to show it', () => {
  const reference = parseReference(`ghcr.io/a/b:v1@${digest}`)
  expect(reference.tag).toBe('v1')
  expect(manifestName(reference)).toBe(digest)
  expect(manifestName(parseReference('ghcr.io/a/b'))).toBe('latest')
})

it.each([
  ['localhost', true],
  ['localhost:5000', true],
  ['[::1]:5000', true],
  ['[::1]', true],
  ['10.0.0.1:1', true],
  ['a-b.example', true],
  ['a_b.example', false],
  ['.example', false],
  ['a..b', false],
  ['[::ffff]x', false],
  ['[1]', false],
  ['host:99999', false],
  ['user@host', false],
  ['0x7f.1', false],
  ['127.1', false],
  ['256.1.1.1', false],
  ['a.1', false],
  ['', false],
])('%s as a registry: %s', (text, expected) => {
  expect(isRegistry(text)).toBe(expected)
})

describe('a repository', () => {
  it.each([
    ['ghcr.io/a/b', { registry: 'ghcr.io', repository: 'a/b' }],
    ['alpine', { registry: 'docker.io', repository: 'library/alpine' }],
  ])('%s', (input, expected) => {
    expect(parseRepository(input)).toEqual(expected)
  })

  it.each(['alpine:3', 'alpine:latest', `alpine@${digest}`])('%s is no repository', (input) => {
    expect(() => parseRepository(input)).toThrow(InvalidReferenceError)
  })
})

const word = fc.stringMatching(/^[a-z0-9]{1,6}$/)
const component = fc
  .tuple(word, fc.array(fc.tuple(fc.constantFrom('.', '_', '__', '-', '---'), word), { maxLength: 3 }))
  .map(([first, rest]) => first + rest.map((parts) => parts.join('')).join(''))
const host = fc.oneof(
  fc.domain(),
  fc.ipV4(),
  fc
    .ipV6()
    .filter((address) => !address.includes('.'))
    .map((address) => `[${address}]`),
  fc.constantFrom('localhost', 'GHCR.io', 'Registry'),
)
const port = fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined })
const written = fc.record({
  registry: fc.tuple(host, port).map(([name, number]) => (number === undefined ? name : `${name}:${number}`)),
  repository: fc.array(component, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')),
  tag: fc.option(fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,20}$/), { nil: undefined }),
  digest: fc.option(fc.constantFrom(digest, `sha512:${hex}${hex}` as const), { nil: undefined }),
})

it('what is written by the grammar is read as it was meant', () => {
  const property = fc.property(written, ({ registry, repository, tag, digest: exact }) => {
    const read = parseReference(
      formatReference({ registry, repository, ...(tag && { tag }), ...(exact && { digest: exact }) }),
    )
    expect(read.registry.toLowerCase()).toBe(registry.toLowerCase())
    expect(read).toMatchObject({ repository, ...(exact && { digest: exact }) })
    expect(read.tag).toBe(tag ?? (exact ? undefined : 'latest'))
  })
  fc.assert(property, { numRuns: 500 })
})

it('any text is a reference whose canonical text is stable and whose address stays what it is, or is refused in words', () => {
  const pieces = fc.constantFrom(
    'a',
    'B',
    '1',
    '.',
    '_',
    '-',
    '/',
    ':',
    '@',
    '[',
    ']',
    'localhost',
    'docker.io',
    '::1',
    ' ',
  )
  const near = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''))
  const spoiled = fc
    .tuple(
      written.map(formatReference as (parts: object) => string),
      fc.nat(),
      fc.oneof(pieces, fc.constantFrom('..', '%2e', '\\', '?', '\u200b', digest)),
    )
    .map(([text, at, piece]) => text.slice(0, at % (text.length + 1)) + piece + text.slice(at % (text.length + 1)))
  let taken = 0
  const property = fc.property(
    fc.oneof(fc.string(), fc.string({ unit: 'binary' }), near, { arbitrary: spoiled, weight: 7 }),
    (input) => {
      try {
        const canonical = formatReference(parseReference(input))
        expect(formatReference(parseReference(canonical))).toBe(canonical)
        const { registry, repository } = parseReference(input)
        const address = `https://${registry}/v2/${repository}/manifests/x`
        expect(new URL(address).pathname).toBe(`/v2/${repository}/manifests/x`)
        taken += 1
      } catch (error) {
        if (!(error instanceof InvalidReferenceError)) throw error
        expect(error.message).not.toBe('')
      }
    },
  )
  fc.assert(property, { numRuns: 1000 })
  // both ends of it were seen
  expect(taken).toBeGreaterThan(20)
  expect(taken).toBeLessThan(900)
})
