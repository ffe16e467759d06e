import { isUnder, type Quirks } from './quirks'

/** Knows `push`, `pull` and `*` in a scope, and answers 400 to anything else. */
function spellScope(scope: string): string | undefined {
  if (!scope.startsWith('repository:')) return undefined
  return /[:,]delete\b/.test(scope) ? `${scope.slice(0, scope.lastIndexOf(':'))}:*` : scope
}

/** Refuses a Content-Type with parameters; its pages hold at most a hundred and lead on by an encrypted cursor. */
export const quay: Quirks = {
  name: 'Quay',
  isHost: (hostname) => isUnder(hostname, 'quay.io'),
  maxPageSize: 100,
  spellScope,
}
