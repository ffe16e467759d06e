/** How near the top a kind of tag stands: what people look for first, machines’ names last. */
const kinds = { latest: 0, version: 1, name: 2, commit: 3, referrer: 4 } as const

const prerelease = /^[-._]?(alpha|beta|rc|pre|preview|milestone|m|dev|snapshot|nightly|canary)(?=[-._\d]|$)[-._]?(\d*)/i
const ripeness = ['rc', 'preview', 'pre', 'milestone', 'm', 'beta', 'alpha', 'canary', 'dev', 'snapshot', 'nightly']

export interface ReadTag {
  tag: string
  kind: number
  /** The numbers of `v1.2.3`, as digits, so that none is too long. */
  version: string[]
  /** 0 for a release; the less ripe a pre-release, the greater. */
  rawness: number
  iteration: string
  rest: string
}

function isCommit(tag: string): boolean {
  return /^[0-9a-f]{7,40}$/.test(tag) && /[a-f]/.test(tag)
}

function kindOf(tag: string): number {
  if (tag === 'latest') return kinds.latest
  if (/^sha(256|512)-[0-9a-f]{32,}/.test(tag)) return kinds.referrer
  if (isCommit(tag)) return kinds.commit
  return /^v?\d/i.test(tag) ? kinds.version : kinds.name
}

/** A tag taken apart, once for all comparisons. */
export function readTag(tag: string): ReadTag {
  const kind = kindOf(tag)
  if (kind !== kinds.version) return { tag, kind, version: [], rawness: 0, iteration: '', rest: tag }
  const numbers = /^v?(\d+(?:\.\d+)*)/i.exec(tag) ?? ['', '']
  const rest = tag.slice(numbers[0].length)
  const early = prerelease.exec(rest)
  return {
    tag,
    kind,
    version: (numbers[1] ?? '').split('.'),
    rawness: early ? ripeness.indexOf((early[1] ?? '').toLowerCase()) + 1 : 0,
    iteration: early?.[2] ?? '',
    rest: early ? rest.slice(early[0].length) : rest,
  }
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

/** Of two numbers written in digits, the greater first. */
function compareDigits(left: string, right: string): number {
  const [plainLeft, plainRight] = [left.replace(/^0+(?=\d)/, ''), right.replace(/^0+(?=\d)/, '')]
  return plainRight.length - plainLeft.length || compareText(plainRight, plainLeft)
}

function compareVersions(left: string[], right: string[]): number {
  for (const [position, number] of left.entries()) {
    const other = right[position]
    if (other === undefined) return 1
    const order = compareDigits(number, other)
    if (order !== 0) return order
  }
  return left.length - right.length
}

/** Words in alphabetical order, the numbers between them from the greatest down. */
function compareNaturally(left: string, right: string): number {
  const [partsLeft, partsRight] = [left.split(/(\d+)/), right.split(/(\d+)/)]
  for (const [position, part] of partsLeft.entries()) {
    const other = partsRight[position]
    if (other === undefined) return 1
    const order = position % 2 === 1 ? compareDigits(part, other) : compareText(part, other)
    if (order !== 0) return order
  }
  return partsLeft.length - partsRight.length
}

/** As compareTags. */
export function compareReadTags(left: ReadTag, right: ReadTag): number {
  return (
    left.kind - right.kind ||
    compareVersions(left.version, right.version) ||
    left.rawness - right.rawness ||
    compareDigits(left.iteration, right.iteration) ||
    compareNaturally(left.rest, right.rest) ||
    compareText(left.tag, right.tag)
  )
}

/**
 * The order of a list of tags, newest-looking first: `latest`, versions from the greatest down (`1` before `1.2`, a
 * release before its candidates), names, commits, and the tags that hold referrers. No two tags are equal.
 */
export function compareTags(left: string, right: string): number {
  return compareReadTags(readTag(left), readTag(right))
}

/** A sorted copy. Each tag is taken apart once, which matters when there are thousands. */
export function sortTags(tags: readonly string[]): string[] {
  return tags
    .map(readTag)
    .sort(compareReadTags)
    .map(({ tag }) => tag)
}
