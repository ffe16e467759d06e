import { isUnder, type Quirks } from './quirks'

/** Leaves the virtual repository out of the path of the next page; answers 401 to a token asked for by POST. */
export const artifactory: Quirks = {
  name: 'Artifactory',
  isHost: (hostname) => isUnder(hostname, 'jfrog.io'),
}
