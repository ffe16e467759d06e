import { isUnder, type Quirks } from './quirks'

/** Answers 401 without a challenge where there is no such project, and asks for Basic on the catalog. */
export const harbor: Quirks = {
  name: 'Harbor',
  isHost: (hostname) => isUnder(hostname, 'goharbor.io'),
  cannotDelete: { what: 'tags', hint: 'Delete the tag in Harbor itself.' },
}
