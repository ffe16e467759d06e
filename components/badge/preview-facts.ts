import { formatBytes } from '@/components/ui/format-bytes'
import type { Image } from '@/lib/contract/image'
import { cleanText } from './badge-text'

export interface PreviewRow {
  /** As the API writes it. */
  platform: string
  /** The platform, cut to what has room. */
  name: string
  /** `204 MB`; absent where unknown. */
  size?: string
}

/** What the picture of an image shows; every text is short enough for its place. */
export interface PreviewFacts {
  repository: string
  tag?: string
  digest: string
  registry: string
  kind: string
  rows: PreviewRow[]
  further: number
}

const [maxLines, lineWidth, gap, moreWidth] = [3, 1080, 12, 190]
const maxNameLength = 34
const maxTagLength = 40

/** Keeps the end of a name, which tells one from another, and marks what is left out. */
function cutStart(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `…${text.slice(text.length - maxLength + 1)}`
}

function cutEnd(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1)}…`
}

/** `sha256:0123456789ab`: as much as people compare. */
const shortDigest = (digest: string) => digest.slice(0, digest.indexOf(':') + 13)

function kindOf({ kind, platforms }: Image): string {
  if (kind === 'image') return 'Single-platform image'
  return `${platforms.length} ${platforms.length === 1 ? 'platform' : 'platforms'}`
}

/** In pixels, of the picture's fonts; a little more rather than less. */
const tileWidth = ({ name, size = '' }: PreviewRow) =>
  54 + 15.2 * name.length + (size === '' ? 0 : 12 + 12.6 * size.length)

/** How many rows fit into the picture’s lines, with room for “and 3 more” where some do not. */
function countFitting(rows: readonly PreviewRow[]): number {
  let [line, used] = [1, 0]
  for (const [position, row] of rows.entries()) {
    const width = tileWidth(row) + gap
    const isNewLine = used + width > lineWidth + gap
    if (isNewLine) line += 1
    used = isNewLine ? width : used + width
    const isLast = position === rows.length - 1
    if (line > maxLines || (line === maxLines && !isLast && used + moreWidth > lineWidth)) return position
  }
  return rows.length
}

export function previewFacts(image: Image): PreviewFacts {
  const { registry, repository, tag, digest, platforms } = image
  const rows = platforms.map(({ platform, size }) => ({
    platform,
    name: cutEnd(cleanText(platform), 32),
    ...(size === undefined ? {} : { size: formatBytes(size) }),
  }))
  const shown = rows.slice(0, countFitting(rows))
  return {
    repository: cutStart(repository, maxNameLength),
    ...(tag === undefined ? {} : { tag: cutEnd(tag, maxTagLength) }),
    digest: shortDigest(digest),
    registry: cutStart(registry, 44),
    kind: kindOf(image),
    rows: shown,
    further: rows.length - shown.length,
  }
}
