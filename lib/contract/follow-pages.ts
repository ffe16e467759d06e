/** More than anybody looks through. */
const maxPages = 200
const maxNames = 200_000
/** A registry may filter what it lists, and then leads on from pages with nothing on them. */
const maxEmptyPages = 3

export interface FollowedPage {
  names: readonly string[]
  next?: string | undefined
}

/** Mostly it takes one look: a page that is new begins with a new name. */
function addsNothing(pages: readonly FollowedPage[]): boolean {
  const names = pages.at(-1)?.names ?? []
  const [first] = names
  const earlier = pages.slice(0, -1)
  if (first === undefined || !earlier.some((page) => page.names.includes(first))) return false
  const known = new Set(earlier.flatMap((page) => page.names))
  return names.every((name) => known.has(name))
}

/**
 * Where a list goes on after these pages, `asked` being the `last` of each. One that leads in a circle, or tells what it has told, is at
 * its end; `isCut`: it is not, but is followed no further. Source: distribution-spec v1.1, "Listing Tags".
 */
export function followPages(
  pages: readonly FollowedPage[],
  asked: readonly unknown[],
): { next?: string; isCut: boolean } {
  const next = pages.at(-1)?.next
  if (next === undefined || asked.includes(next) || addsNothing(pages)) return { isCut: false }
  const isEmpty = pages.length >= maxEmptyPages && pages.slice(-maxEmptyPages).every(({ names }) => names.length === 0)
  const isLong = pages.length >= maxPages || pages.reduce((sum, { names }) => sum + names.length, 0) >= maxNames
  return isEmpty || isLong ? { isCut: true } : { next, isCut: false }
}
