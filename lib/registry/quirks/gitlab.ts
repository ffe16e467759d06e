import type { Quirks } from './quirks'

/** Takes the tag that stands in for referrers for the digest itself, and answers with the image. */
export const gitlab: Quirks = {
  name: 'GitLab',
  isHost: (hostname) => hostname === 'registry.gitlab.com',
  realmOrigin: 'https://gitlab.com',
  hasCatalog: false,
  hasReferrersApi: false,
  hasOneScopePerToken: true,
}
