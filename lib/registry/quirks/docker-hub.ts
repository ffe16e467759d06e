import type { Quirks } from './quirks'

/** Its names are many: canonicalRegistry makes one of them. HEAD is not counted as a pull, GET of a manifest is. */
export const dockerHub: Quirks = {
  name: 'Docker Hub',
  isHost: (hostname) => hostname === 'docker.io',
  apiHost: 'registry-1.docker.io',
  realmOrigin: 'https://auth.docker.io',
  tagApi: 'https://hub.docker.com',
  maxPageSize: 100,
  hasCatalog: false,
  cannotDelete: { what: 'anything', hint: 'Delete it on hub.docker.com, under “Tags” of the repository.' },
}
