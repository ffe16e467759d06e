import { isUnder, type Quirks } from './quirks'

/** Sends all tags at once, with the digests they point to; refuses to delete a digest while a tag points to it; takes no blob in chunks. */
export const google: Quirks = {
  name: 'Google Artifact Registry',
  isHost: (hostname) => isUnder(hostname, 'gcr.io') || /^[a-z0-9-]+-docker\.pkg\.dev$/.test(hostname),
  takesOnePiece: true,
}
