declare const judgement: unique symbol

/** An address that somebody has decided may be asked. Only the readers of registry, realm and redirect addresses make one. */
export type JudgedUrl = URL & { readonly [judgement]: true }

const judgedOrigins = new WeakMap<URL, string>()

/** Says of `url` that it has been judged; its origin must stay what it is now. Imported only where the judging is done. */
export function markJudged(url: URL): JudgedUrl {
  judgedOrigins.set(url, url.origin)
  return url as JudgedUrl
}

export function isJudged(url: URL): boolean {
  return judgedOrigins.get(url) === url.origin
}
