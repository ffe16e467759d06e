import type { Secret } from './secret'

const shown = '[secret]'
/** Shorter ones stand in ordinary words, too. */
const minLength = 4

const escapePattern = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('/', '\\\\?/')

function formsOf(authorization: Secret): string[] {
  const [scheme = '', value = ''] = authorization.reveal().split(' ')
  const pair = scheme === 'Basic' ? Buffer.from(value, 'base64').toString('utf8') : ''
  const password = pair.slice(pair.indexOf(':') + 1)
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  return [value, pair, password, encodeURIComponent(password), base64(password), encodeURIComponent(value)]
}

/** What a registry says, without the credentials that it was sent: some repeat them in complaints and warnings. */
export function hideSent(text: string, ...sent: (Secret | undefined)[]): string {
  const forms = sent.flatMap((secret) => (secret ? formsOf(secret) : [])).filter(({ length }) => length >= minLength)
  if (forms.length === 0) return text
  const longestFirst = forms.sort((a, b) => b.length - a.length).map(escapePattern)
  return text.replace(new RegExp(longestFirst.join('|'), 'g'), shown)
}

/** As hideSent, of a body in UTF-8. */
export function hideSentBytes(bytes: Uint8Array, ...sent: (Secret | undefined)[]): Uint8Array {
  const isAnything = sent.some((secret) => secret !== undefined)
  return isAnything ? Buffer.from(hideSent(Buffer.from(bytes).toString('utf8'), ...sent)) : bytes
}
