import type { Secret } from './secret'

/** What somebody proves with who they are. */
export type Credential =
  | { username: string; password: Secret }
  | { identityToken: Secret; username?: string }
  | { registryToken: Secret }
