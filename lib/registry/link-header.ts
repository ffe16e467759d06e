/** Of a header that is read at all; no cursor in it is longer. */
export const maxLinkLength = 2000

/** Splits at commas that are neither inside `<…>` nor inside quotes: zot leaves both unescaped. */
function splitLinks(header: string): string[] {
  const links: string[] = []
  let start = 0
  let inside: '' | '>' | '"' = ''
  for (let index = 0; index < header.length; index += 1) {
    const character = header.charAt(index)
    if (inside !== '') {
      if (inside === '"' && character === '\\') index += 1
      else if (character === inside) inside = ''
    } else if (character === '<') inside = '>'
    else if (character === '"') inside = '"'
    else if (character === ',') {
      links.push(header.slice(start, index))
      start = index + 1
    }
  }
  return [...links, header.slice(start)]
}

function relationsOf(parameters: string): string[] {
  const match = /;[ \t]*rel[ \t]*=[ \t]*(?:"([^"]*)"|([^;\s]*))/i.exec(parameters)
  return (match?.[1] ?? match?.[2] ?? '').toLowerCase().split(/\s+/)
}

function targetOf(link: string): string | undefined {
  const open = link.indexOf('<')
  const close = link.indexOf('>', open)
  if (open < 0 || close < 0 || !relationsOf(link.slice(close + 1)).includes('next')) return undefined
  return link.slice(open + 1, close).trim()
}

/**
 * The query of the next page, as `?n=100&last=b`, or undefined. The host and path in a Link are never used: proxies give internal
 * hosts, Artifactory the wrong path; only a path that ends like the one asked (`endsWith`) is believed.
 * Source: RFC 8288; distribution-spec v1.1, "Listing Tags".
 */
export function readNextPage(headers: string[], endsWith: string): string | undefined {
  for (const header of headers) {
    if (header.length > maxLinkLength) continue
    for (const link of splitLinks(header)) {
      const target = targetOf(link)
      if (target === undefined || !URL.canParse(target, 'https://registry.invalid')) continue
      const { pathname, search } = new URL(target, 'https://registry.invalid')
      if (pathname.endsWith(endsWith) && search.length > 1) return search
    }
  }
  return undefined
}
