import type { ApiError } from '@/lib/contract/error'
import type { TagDetail, TagFacts, TagLine } from '@/lib/contract/tags'

/** What has been learned of one tag so far. */
export interface KnownTag {
  facts?: TagFacts
  /** Why nothing newer is known. */
  error?: ApiError
  /** How far the tag has been read to the end; absent while an answer is under way. */
  detail?: TagDetail
  readAtMs: number
}

export type KnownTags = ReadonlyMap<string, KnownTag>

const freshMs = 60_000
const depths: Record<TagDetail, number> = { platforms: 0, full: 1, matrix: 2 }

const isAsDeep = (known: TagDetail | undefined, wanted: TagDetail) =>
  known !== undefined && depths[known] >= depths[wanted]

/** Whether the tag has to be asked for; `nowMs` is left out where facts of any age will do. */
export function needsReading(known: KnownTag | undefined, detail: TagDetail, nowMs?: number): boolean {
  if (!known || !isAsDeep(known.detail, detail)) return true
  return nowMs !== undefined && nowMs - known.readAtMs > freshMs
}

/** Digests never change what they name: sizes and times learned before stay with their images. */
function mergeFacts(before: TagFacts | undefined, now: TagFacts): TagFacts {
  if (before?.digest !== now.digest) return now
  const known = new Map(before.images.map((image) => [`${image.digest} ${image.platform}`, image]))
  return {
    ...before,
    ...now,
    images: now.images.map((image) => ({ ...known.get(`${image.digest} ${image.platform}`), ...image })),
  }
}

export function learnLine(before: KnownTag | undefined, line: TagLine, nowMs: number): KnownTag {
  if ('error' in line) return { ...before, error: line.error, readAtMs: nowMs }
  return { facts: mergeFacts(before?.facts, line), detail: before?.detail, readAtMs: nowMs }
}

/** The end of an answer, which is deepest where there is one image only: whatever it did not say stays unknown until somebody asks again. */
export function settle(before: KnownTag | undefined, detail: TagDetail, nowMs: number): KnownTag {
  const error = { code: 'INTERNAL' as const, message: 'The server said nothing about this tag.' }
  if (!before?.facts && !before?.error) return { error, detail, readAtMs: nowMs }
  const reached = before.facts && before.facts.kind !== 'index' ? 'matrix' : detail
  return { ...before, detail: isAsDeep(before.detail, reached) ? before.detail : reached, readAtMs: nowMs }
}
