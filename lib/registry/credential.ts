import { acrTokenUser } from './quirks/acr'
import type { Secret } from './secret'

/** What somebody proves with who they are. */
export type Credential =
  | { username: string; password: Secret }
  | { identityToken: Secret; username?: string }
  | { registryToken: Secret }

/** What a name and a password are: Azure hands out refresh tokens as passwords of a user of its own. */
export function credentialOf(username: string, password: Secret): Credential {
  return username === acrTokenUser ? { identityToken: password, username } : { username, password }
}
