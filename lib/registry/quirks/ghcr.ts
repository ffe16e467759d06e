import type { Quirks } from './quirks'

/** Lists tags oldest first; its tokens are opaque; the scope in the ping's challenge is a placeholder. */
export const ghcr: Quirks = {
  name: 'GitHub Container Registry',
  isHost: (hostname) => hostname === 'ghcr.io',
  maxPageSize: 100,
  hasCatalog: false,
  hasReferrersApi: false,
  cannotDelete: { what: 'anything', hint: 'Delete it on GitHub, under “Manage versions” of the package.' },
  deniesTokensByMistake: true,
}
