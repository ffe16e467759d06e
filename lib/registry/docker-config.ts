import { z } from 'zod'
import { canonicalRegistry } from '@/lib/oci/reference'
import { type Credential, credentialOf } from './credential'
import { isHelperName } from './credential-helper'
import { Secret } from './secret'

export class InvalidDockerConfigError extends Error {
  override readonly name = 'InvalidDockerConfigError'
}

export interface DockerConfig {
  /** By `host[:port]`, or `host[:port]/namespace` as podman has it. */
  auths: Map<string, Credential>
  /** The helper for one registry. */
  credHelpers: Map<string, string>
  /** The helper for all the others. */
  credsStore?: string
}

const authEntrySchema = z.object({
  auth: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  identitytoken: z.string().optional(),
  registrytoken: z.string().optional(),
})
type AuthEntry = z.infer<typeof authEntrySchema>

const recordSchema = z.record(z.string(), z.unknown())
const configSchema = z.object({
  auths: recordSchema.nullish().catch(null),
  credHelpers: recordSchema.nullish().catch(null),
  credsStore: z.string().nullish().catch(null),
})

function decodeAuth(auth: string | undefined): { username?: string; password?: string } {
  const text = Buffer.from(auth ?? '', 'base64').toString('utf8')
  const colon = text.indexOf(':')
  // Docker pads passwords with NUL when it has written them itself
  return colon < 0 ? {} : { username: text.slice(0, colon), password: text.slice(colon + 1).replace(/\0+$/, '') }
}

function readEntry(entry: AuthEntry): Credential | undefined {
  const decoded = decodeAuth(entry.auth)
  const username = entry.username || decoded.username
  const password = entry.password || decoded.password
  if (entry.registrytoken) return { registryToken: new Secret(entry.registrytoken) }
  if (entry.identitytoken) return { identityToken: new Secret(entry.identitytoken), ...(username && { username }) }
  if (!username || !password) return undefined
  return credentialOf(username, new Secret(password))
}

/** `https://index.docker.io/v1/` → `docker.io`, `ghcr.io/v2/` → `ghcr.io`, `quay.io/team` stays. */
function placeOfKey(key: string): string {
  const hasScheme = /^https?:\/\//i.test(key)
  const [host = '', ...path] = key.replace(/^https?:\/\//i, '').split('/')
  const namespace = path.filter((part) => part !== '')
  const isApi = hasScheme || namespace.length === 0 || /^v[12]$/.test(namespace[0] ?? '')
  return [canonicalRegistry(host), ...(isApi ? [] : namespace)].join('/')
}

function readAuths(entries: [string, unknown][]): Map<string, Credential> {
  const found = new Map<string, Credential>()
  const exactLast = entries.sort(([a], [b]) => Number(placeOfKey(a) === a) - Number(placeOfKey(b) === b))
  for (const [key, value] of exactLast) {
    const entry = authEntrySchema.safeParse(value)
    const credential = entry.success ? readEntry(entry.data) : undefined
    if (credential) found.set(placeOfKey(key), credential)
  }
  return found
}

/**
 * The sign-ins and helpers in Docker's config.json or podman's auth.json; a key that is exactly a host wins over one with scheme or
 * path. What is broken in it is left out. @throws {InvalidDockerConfigError} for what is no JSON object
 */
export function parseDockerConfig(text: string): DockerConfig {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (cause) {
    throw new InvalidDockerConfigError('The file with the sign-ins is not valid JSON.', { cause })
  }
  const config = configSchema.safeParse(document)
  if (!config.success) throw new InvalidDockerConfigError('The file with the sign-ins is not a JSON object.')
  const { auths, credHelpers, credsStore } = config.data
  const helpers = Object.entries(credHelpers ?? {}).flatMap(([key, name]): [string, string][] =>
    typeof name === 'string' && isHelperName(name) ? [[placeOfKey(key), name]] : [],
  )
  return {
    auths: readAuths(Object.entries(auths ?? {})),
    credHelpers: new Map(helpers),
    ...(credsStore && isHelperName(credsStore) && { credsStore }),
  }
}
