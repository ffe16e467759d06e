/**
 * References: what `docker pull` takes.
 *
 *   reference  = [registry "/"] repository [":" tag] ["@" digest]
 *   registry   = host [":" port]        host = DNS labels | IPv4 | "[" IPv6 "]"
 *   repository = component *("/" component)                      at most 255 characters
 *   component  = [a-z0-9]+ *( ("." | "_" | "__" | 1*"-") [a-z0-9]+ )
 *   tag        = [A-Za-z0-9_] *127[A-Za-z0-9_.-]
 *
 * Source: distribution/reference; distribution-spec v1.1, "Pulling manifests".
 */
import { classifyDigest, type Digest } from './digest'
import { InvalidReferenceError } from './invalid-reference-error'

export interface Repository {
  registry: string
  repository: string
}

export interface Reference extends Repository {
  /** Kept beside a digest for display and comparison; requests then go by the digest. */
  tag?: string
  digest?: Digest
}

const maxInputLength = 1024
const component = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/
const tagGrammar = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/
const label = /^(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])$/
const dockerHub = 'docker.io'
const dockerHubAliases = new Set([dockerHub, 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com'])

export function isTag(text: string): boolean {
  return tagGrammar.test(text)
}

export function isRepositoryName(text: string): boolean {
  return text.length <= 255 && text.split('/').every((part) => component.test(part))
}

function isIpv6(text: string): boolean {
  if (!/^[0-9a-fA-F:]{2,39}$/.test(text) || !text.includes(':')) return false
  return URL.canParse(`http://[${text}]/`)
}

/** A host such as `0x7f.1` is a number to a URL, which then leads elsewhere, or nowhere. */
function isSameInUrl(host: string): boolean {
  const address = `https://${host}/`
  return URL.canParse(address) && new URL(address).hostname === host.toLowerCase()
}

/** `host[:port]` by the grammar; says nothing about whether we would connect to it. */
export function isRegistry(text: string): boolean {
  const match = /^(\[[^\]]*\]|[^:[\]]+)(?::([0-9]{1,5}))?$/.exec(text)
  if (!match || text.length > 255) return false
  const [, host = '', port] = match
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65535)) return false
  if (host.startsWith('[')) return isIpv6(host.slice(1, -1))
  return host.split('.').every((part) => label.test(part)) && isSameInUrl(host)
}

function looksLikeRegistry(first: string): boolean {
  return first === 'localhost' || /[.:]/.test(first) || first !== first.toLowerCase()
}

function refuse(input: string, message: string): never {
  throw new InvalidReferenceError(message, input)
}

function stripScheme(input: string): string {
  const scheme = /^([a-z]+):\/\//i.exec(input)?.[1]?.toLowerCase()
  if (scheme === undefined) return input
  if (!['oci', 'docker', 'https'].includes(scheme))
    refuse(input, `Leave out “${scheme}://”: write the image as host/name:tag, for example ghcr.io/org/app:1.0.`)
  return input.slice(scheme.length + 3)
}

function splitDigest(text: string, input: string): { rest: string; digest?: Digest } {
  const at = text.indexOf('@')
  if (at < 0) return { rest: text }
  const digest = text.slice(at + 1)
  if (digest.includes('/'))
    refuse(
      input,
      'A reference holds no user name and no password: leave out what stands before “@”, and sign in instead.',
    )
  const verdict = classifyDigest(digest)
  if (verdict === 'unsupported') refuse(input, 'This digest algorithm is not supported; use a sha256 or sha512 digest.')
  if (verdict === 'invalid')
    refuse(input, 'The digest is not complete: after “sha256:” there must be 64 hexadecimal characters in lower case.')
  return { rest: text.slice(0, at), digest: digest as Digest }
}

function splitRegistry(text: string, input: string): { registry: string; rest: string } {
  const slash = text.indexOf('/')
  const first = text.slice(0, Math.max(slash, 0))
  if (slash < 0 || !looksLikeRegistry(first)) return { registry: dockerHub, rest: text }
  if (!isRegistry(first)) refuse(input, `“${first}” is not a valid registry address; write it as host or host:port.`)
  return { registry: canonicalRegistry(first), rest: text.slice(slash + 1) }
}

/**
 * In lower case; Docker Hub has several host names and one display name. A lone `Word` keeps its capitals: by them alone
 * a reference tells it from the first part of a repository's name.
 */
export function canonicalRegistry(registry: string): string {
  const lower = registry.toLowerCase()
  if (lower !== 'localhost' && !/[.:]/.test(lower)) return registry
  return dockerHubAliases.has(lower) ? dockerHub : lower
}

function checkRepository(name: string, { input, written }: { input: string; written: string }): void {
  if (name === '') refuse(input, 'The name of the image is missing; write it as name:tag or host/name:tag.')
  if (name !== name.toLowerCase() && isRepositoryName(name.toLowerCase()))
    refuse(input, `Repository names must be lower-case; did you mean “${written.toLowerCase()}”?`)
  if (name.length > 255) refuse(input, 'The repository name is longer than 255 characters.')
  if (!isRepositoryName(name))
    refuse(
      input,
      `“${name}” is not a valid repository name; use lower-case letters and digits, with single “.”, “_” or “-” between them.`,
    )
  if (/^[0-9a-f]{64}$/.test(name))
    refuse(input, 'This looks like an image ID, which only the machine that built it knows; write a name and a tag.')
}

/**
 * Reads a reference in any spelling `docker pull` takes and completes it: `openjdk` is `docker.io/library/openjdk:latest`.
 * @throws {InvalidReferenceError} with a sentence that says what to write instead. Source: distribution/reference, normalize.go.
 */
export function parseReference(input: string): Reference {
  if (input.length > maxInputLength) refuse(input, 'This is too long to be an image reference.')
  const text = stripScheme(input.trim())
  if (text === '') refuse(input, 'Write the name of an image, for example openjdk:8 or ghcr.io/org/app:1.0.')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be refused
  if (/[\s\\%?#\u0000-\u001f\u007f-\uffff]/.test(text))
    refuse(input, 'An image reference has no spaces and none of the characters \\ % ? #; write it as host/name:tag.')
  const { rest: beforeDigest, digest } = splitDigest(text, input)
  const { registry, rest } = splitRegistry(beforeDigest, input)
  const colon = rest.lastIndexOf(':')
  const hasTag = colon > rest.lastIndexOf('/')
  const name = hasTag ? rest.slice(0, colon) : rest
  const tag = hasTag ? rest.slice(colon + 1) : undefined
  const written = beforeDigest.slice(0, beforeDigest.length - rest.length + name.length)
  checkRepository(name, { input, written })
  if (tag !== undefined && !isTag(tag))
    refuse(
      input,
      `“${tag.slice(0, 140)}” is not a valid tag; use up to 128 letters, digits, “.”, “_” and “-”, not starting with “.” or “-”.`,
    )
  const repository = registry === dockerHub && !name.includes('/') ? `library/${name}` : name
  if (repository.length > 255) refuse(input, 'The repository name is longer than 255 characters.')
  return {
    registry,
    repository,
    ...(tag !== undefined ? { tag } : digest === undefined ? { tag: 'latest' } : {}),
    ...(digest !== undefined ? { digest } : {}),
  }
}

/**
 * Reads the name of a repository, without tag or digest; completes it as parseReference does.
 * @throws {InvalidReferenceError}
 */
export function parseRepository(input: string): Repository {
  const { registry, repository, tag, digest } = parseReference(input)
  if (digest !== undefined || (tag !== undefined && input.trim().endsWith(`:${tag}`)))
    refuse(input, 'Write the repository without a tag or digest, for example ghcr.io/org/app.')
  return { registry, repository }
}

export function formatRepository({ registry, repository }: Repository): string {
  return `${registry}/${repository}`
}

/** The canonical text: `docker.io/library/openjdk:8`. */
export function formatReference({ tag, digest, ...name }: Reference): string {
  return `${formatRepository(name)}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`
}

/** Whether registry and repository together are longer than many clients take. Source: distribution-spec v1.1, "Pulling manifests". */
export function isLongForClients(name: Repository): boolean {
  return formatRepository(name).length > 255
}

/** What a request for this reference names: the digest where there is one, else the tag. */
export function manifestName({ tag, digest }: Reference): string {
  return digest ?? tag ?? 'latest'
}
