import { isUnder, type Quirks } from './quirks'

/** Writes realms without quotes and Links without escapes; answers 404 to a page after a tag that is gone. */
export const zot: Quirks = {
  name: 'zot',
  isHost: (hostname) => isUnder(hostname, 'zothub.io'),
}
