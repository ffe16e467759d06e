import { isUnder, type Quirks } from './quirks'

/** Sends all tags at once, with the digests they point to; refuses to delete a digest while a tag points to it. */
export const google: Quirks = {
  name: 'Google Artifact Registry',
  isHost: (hostname) => isUnder(hostname, 'gcr.io') || /^[a-z0-9-]+-docker\.pkg\.dev$/.test(hostname),
}
