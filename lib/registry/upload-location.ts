import type { RegistryClient } from './client'
import { RegistryError } from './errors'

const maxLocationLength = 8192
const base = 'https://registry.invalid'

function refuse(registry: string, rest: string): never {
  throw new RegistryError({ kind: 'invalid-answer', registry, message: `${registry} ${rest}` })
}

const defaultPort = /:(?:80|443)$/

/**
 * Path and query of the place to upload to, from a `Location`: relative, absolute, or without a scheme. A TLS proxy's `http:` and
 * an explicit default port mean the same host; any other host is refused, because the sign-in goes with the upload.
 * @throws {RegistryError} invalid-answer. Source: distribution-spec v1.1, "Pushing blobs".
 */
export function readUploadLocation(
  { registry, host }: Pick<RegistryClient, 'registry' | 'host'>,
  location: string | undefined,
): string {
  const text = location?.trim() ?? ''
  if (text === '' || text.length > maxLocationLength) refuse(registry, 'does not say where to upload to. Try again.')
  const names = new Set([registry, host])
  const first = text.split('/')[0] ?? ''
  const absolute = !text.startsWith('/') && names.has(first.replace(defaultPort, '')) ? `https://${text}` : text
  if (!URL.canParse(absolute, base)) refuse(registry, 'names a place to upload to that cannot be read. Try again.')
  const url = new URL(absolute, base)
  const isHttp = url.protocol === 'https:' || url.protocol === 'http:'
  const isHere = url.origin === base || names.has(url.host) || names.has(url.host.replace(defaultPort, ''))
  const isDefaultPortOf = names.has(`${url.hostname}:443`) || names.has(`${url.hostname}:80`)
  const isSame = isHere || (url.port === '' && isDefaultPortOf)
  if (!isHttp || !isSame || url.username !== '')
    refuse(registry, 'sends the upload to another host, which is not followed. Ask whoever runs it.')
  return url.pathname + url.search
}

/** Adds the digest that ends an upload; what the registry put into the query stays as it is. */
export function withDigest(path: string, digest: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}digest=${digest}`
}
