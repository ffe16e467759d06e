import type { TagFacts } from '@/lib/contract/tags'
import type { KnownTags } from './known-tag'
import { columnPlatform } from './platform-column'

export interface MatrixRow {
  tag: string
  /** Absent where the tag could not be read, or has not been. */
  digest?: string
  /** In the order of the columns; `none`: the tag has no such image. */
  cells: (TagFacts['images'][number] | 'none' | 'unknown')[]
}

/** The matrix as data: what the table shows and every export writes. */
export function matrixRows(tags: readonly string[], platforms: readonly string[], known: KnownTags): MatrixRow[] {
  return tags.map((tag) => {
    const facts = known.get(tag)?.facts
    if (!facts) return { tag, cells: platforms.map(() => 'unknown') }
    const images = new Map(facts.images.map((image) => [columnPlatform(image.platform), image]))
    return { tag, digest: facts.digest, cells: platforms.map((platform) => images.get(platform) ?? 'none') }
  })
}
