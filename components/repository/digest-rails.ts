import { shortDigest } from '@/lib/oci/digest'
import type { KnownTags } from './known-tag'

export interface RailLine {
  /** From the left, from 0. */
  lane: number
  color: number
  /** Whether the line goes on to the row above, and to the row below. */
  above: boolean
  below: boolean
  /** A row in between is passed; a row on the digest has a knot. */
  isKnot: boolean
}

/** What joins a row to the others on the same digest. */
export interface Rail {
  lines: RailLine[]
  /** The digest’s first characters, which say the same as the colour. */
  mark?: string
  color?: number
  /** The other tags on this digest. */
  others?: string[]
}

export const railColors = 5
export const railLanes = 3
/** Rows further apart are no longer seen together: they keep the mark, without a line. */
const maxGap = 24

interface Knots {
  digest: string
  rows: number[]
}

/** Stretches of rows on one digest, each near the next. */
function stretchesOf({ digest, rows }: Knots): Knots[] {
  const stretches: number[][] = []
  for (const row of rows) {
    const last = stretches.at(-1)
    if (last && row - (last.at(-1) ?? 0) <= maxGap) last.push(row)
    else stretches.push([row])
  }
  return stretches.filter(({ length }) => length > 1).map((stretch) => ({ digest, rows: stretch }))
}

function colorOf(digest: string): number {
  return Number.parseInt(shortDigest(digest).slice(0, 6), 16) % railColors
}

function drawStretch({ digest, rows }: Knots, lane: number, railOf: (row: number) => Rail): void {
  const [first = 0, last = 0] = [rows[0], rows.at(-1)]
  const knots = new Set(rows)
  for (let row = first; row <= last; row += 1)
    railOf(row).lines.push({
      lane,
      color: colorOf(digest),
      above: row > first,
      below: row < last,
      isKnot: knots.has(row),
    })
}

/** Lines take the leftmost lane that is free from their first row to their last; those that find none are not drawn. */
function drawLines(groups: Knots[], railOf: (row: number) => Rail): void {
  const takenUntil = Array.from({ length: railLanes }, () => -1)
  const stretches = groups.flatMap(stretchesOf).toSorted((a, b) => (a.rows[0] ?? 0) - (b.rows[0] ?? 0))
  for (const stretch of stretches) {
    const lane = takenUntil.findIndex((until) => until < (stretch.rows[0] ?? 0))
    if (lane < 0) continue
    takenUntil[lane] = stretch.rows.at(-1) ?? 0
    drawStretch(stretch, lane, railOf)
  }
}

const maxOthers = 12

function othersOf(names: readonly string[], name: string): string[] {
  const others = names
    .slice(0, maxOthers + 1)
    .filter((other) => other !== name)
    .slice(0, maxOthers)
  const left = names.length - 1 - others.length
  return left > 0 ? [...others, `${left.toLocaleString('en')} more`] : others
}

/** The rails of a list as it stands, by tag; tags that are alone on their digest have none. */
export function digestRails(tags: readonly string[], known: KnownTags): ReadonlyMap<string, Rail> {
  const groups = new Map<string, Knots>()
  for (const [row, tag] of tags.entries()) {
    const digest = known.get(tag)?.facts?.digest
    if (digest === undefined) continue
    const group = groups.get(digest)
    if (group) group.rows.push(row)
    else groups.set(digest, { digest, rows: [row] })
  }
  const shared = [...groups.values()].filter(({ rows }) => rows.length > 1)
  const rails = new Map<string, Rail>()
  const railOf = (row: number): Rail => {
    const tag = tags[row] ?? ''
    const rail = rails.get(tag) ?? { lines: [] }
    rails.set(tag, rail)
    return rail
  }
  drawLines(shared, railOf)
  for (const { digest, rows } of shared) {
    const names = rows.map((row) => tags[row] ?? '')
    const mark = shortDigest(digest).slice(0, 2)
    for (const row of rows)
      Object.assign(railOf(row), { mark, color: colorOf(digest), others: othersOf(names, tags[row] ?? '') })
  }
  return rails
}
