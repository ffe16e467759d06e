import { acrTokenUser } from './quirks/acr'
import type { Secret } from './secret'

/** What somebody proves with who they are. */
export type Credential =
  | { username: string; password: Secret }
  | { identityToken: Secret; username?: string }
  | { registryToken: Secret }

/** A user name and its secret, which is no password under the names that stand for a token. Source: docker-credential-helpers; Azure. */
export function credentialOf(username: string, secret: Secret): Exclude<Credential, { registryToken: Secret }> {
  if (username === '<token>') return { identityToken: secret }
  return username === acrTokenUser ? { identityToken: secret, username } : { username, password: secret }
}
