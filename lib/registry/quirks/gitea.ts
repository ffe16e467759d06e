import type { Quirks } from './quirks'

/** Puts two challenges into one line, the first with the scope `*`. */
export const gitea: Quirks = {
  name: 'Codeberg',
  isHost: (hostname) => hostname === 'codeberg.org',
}
