import type { Quirks } from './quirks'

/** The user name under which a refresh token is handed out as if it were a password. */
export const acrTokenUser = '00000000-0000-0000-0000-000000000000'

/** Sends blobs from Azure storage, which refuses requests that bring a sign-in along. */
export const acr: Quirks = {
  name: 'Azure Container Registry',
  isHost: (hostname) => /^[a-z0-9-]{5,50}\.azurecr\.(?:io|cn|us)$/.test(hostname),
}
