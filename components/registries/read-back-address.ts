/**
 * The page of ours that a `back` in the address names, as path and query; undefined for anything that could lead elsewhere.
 * What is written is not trusted twice: what it resolves to is read once more, since `/.//host` becomes `//host`.
 */
export function readBackAddress(text: string, origin: string): `/${string}` | undefined {
  if (!/^\/(?![/\\])/.test(text) || text.includes('\\')) return undefined
  const place = resolve(text, origin)
  if (place === undefined || place.startsWith('/api/')) return undefined
  return resolve(place, origin) === place ? (place as `/${string}`) : undefined
}

function resolve(text: string, origin: string): string | undefined {
  if (!URL.canParse(text, origin)) return undefined
  const url = new URL(text, origin)
  return url.origin === origin ? `${url.pathname}${url.search}${url.hash}` : undefined
}
