import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { canonicalRegistry } from '@/lib/oci/reference'
import { Secret } from './secret'

export type Credential =
  | { username: string; password: Secret }
  | { identityToken: Secret; username?: string }
  | { registryToken: Secret }

export interface CredentialSource {
  find(registry: string): Promise<Credential | undefined>
}

const authEntrySchema = z.object({
  auth: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  identitytoken: z.string().optional(),
  registrytoken: z.string().optional(),
})
type AuthEntry = z.infer<typeof authEntrySchema>

const configSchema = z.object({ auths: z.record(z.string(), z.unknown()).nullish() })

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
  return username && password ? { username, password: new Secret(password) } : undefined
}

/** `https://index.docker.io/v1/` → `docker.io`, `https://ghcr.io/v2/` → `ghcr.io`. */
function registryOfKey(key: string): string {
  return canonicalRegistry(key.replace(/^https?:\/\//i, '').split('/')[0] ?? '')
}

/** The sign-ins in Docker's config.json by registry; a key that is exactly a host wins over one with scheme or path. */
export function parseDockerConfig(text: string): Map<string, Credential> {
  const found = new Map<string, Credential>()
  const config = configSchema.safeParse(JSON.parse(text))
  const entries = Object.entries(config.data?.auths ?? {})
  const exactLast = entries.sort(([a], [b]) => Number(registryOfKey(a) === a) - Number(registryOfKey(b) === b))
  for (const [key, value] of exactLast) {
    const entry = authEntrySchema.safeParse(value)
    const credential = entry.success ? readEntry(entry.data) : undefined
    if (credential) found.set(registryOfKey(key), credential)
  }
  return found
}

/**
 * Sign-ins from Docker's config.json, read again when the file has changed. A missing or unreadable file holds none.
 * Source: docker/cli, "config.json", `auths`.
 */
export function dockerConfigCredentials(path: string): CredentialSource {
  let known: { version: string; credentials: Map<string, Credential> } | undefined
  async function read(): Promise<Map<string, Credential>> {
    try {
      const { mtimeMs, size, ino } = await stat(path)
      const version = `${mtimeMs}/${size}/${ino}`
      if (known?.version !== version) known = { version, credentials: parseDockerConfig(await readFile(path, 'utf8')) }
      return known.credentials
    } catch {
      return new Map()
    }
  }
  return {
    async find(registry) {
      return (await read()).get(canonicalRegistry(registry))
    },
  }
}
