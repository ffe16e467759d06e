const shown = '[secret]'
const maxTextLength = 4_096
const maxDepth = 6
const maxEntries = 100

const secretName =
  /authorization|cookie|passw|token|secret|credential|^auths?$|clientkey|private_?key|session|api_?key/i
/** Parameters of registries’ addresses that tell where something went wrong, and nothing that opens a door. */
const plainParameters = new Set(['scope', 'service', 'mount', 'from', 'digest', 'n', 'last', 'platform'])

const addressPattern = /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s"'<>]{1,4096}/gi
const schemePattern = /\b(basic|bearer)\s+[\w.~+/=-]{4,}/gi
/** `password=…`, `"token": "…"`: however a library words it. */
const pairPattern =
  /\b([\w-]{0,32}(?:authorization|cookie|password|passwd|token|secret|api_?key)[\w-]{0,32}["']?\s{0,4}[:=]\s{0,4}["']?)[^\s"'&;,}]{1,4096}/gi

function redactAddress(address: string): string {
  if (!URL.canParse(address)) return shown
  const url = new URL(address)
  const authority = address.indexOf('://') + 3
  const path = address.slice(authority).search(/[/?#]/)
  const host = (path < 0 ? address.slice(authority) : address.slice(authority, authority + path)).replace(
    /^.*@/,
    `${shown}@`,
  )
  const parameters = [...url.searchParams].map(([name, value]) =>
    plainParameters.has(name) ? `${name}=${encodeURIComponent(value)}` : `${encodeURIComponent(name)}=${shown}`,
  )
  const query = parameters.length > 0 ? `?${parameters.join('&')}` : ''
  return `${address.slice(0, authority)}${host}${path < 0 ? '' : url.pathname}${query}`
}

/** A text for the log: addresses without their user and most of their query, no credentials that are written out, bounded. */
export function redactText(text: string): string {
  const cut = text.length > maxTextLength ? `${text.slice(0, maxTextLength)}…` : text
  return cut
    .replace(schemePattern, (_all, scheme: string) => `${scheme} ${shown}`)
    .replace(addressPattern, redactAddress)
    .replace(pairPattern, (_all, name: string) => `${name}${shown}`)
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const { name, message, stack = '', cause } = error
  const own = Object.fromEntries(
    Object.entries(error).filter(([key]) => !['name', 'message', 'stack', 'cause'].includes(key)),
  )
  return {
    ...(redactAt(own, depth) as Record<string, unknown>),
    type: name,
    message: redactText(message),
    stack: redactText(stack),
    ...(cause !== undefined && { cause: redactAt(cause, depth + 1) }),
  }
}

function redactAt(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value
  if (depth > maxDepth) return '…'
  if (value instanceof Error) return redactError(value, depth)
  if (value instanceof Uint8Array) return `${value.byteLength} bytes`
  if (value instanceof URL) return redactText(value.href)
  if ('toJSON' in value && typeof value.toJSON === 'function') return redactAt(value.toJSON(), depth + 1)
  if (Array.isArray(value)) return value.slice(0, maxEntries).map((item) => redactAt(item, depth + 1))
  const source = value instanceof Map || value instanceof Headers ? [...value.entries()] : Object.entries(value)
  const entries = source
    .slice(0, maxEntries)
    .map(([name, item]) => [String(name), secretName.test(String(name)) ? shown : redactAt(item, depth + 1)])
  return Object.fromEntries(entries)
}

/** Whatever is logged, as plain values without secrets: by name of the field, by the look of the text, by the query of an address. */
export function redact(value: unknown): unknown {
  return redactAt(value, 0)
}
