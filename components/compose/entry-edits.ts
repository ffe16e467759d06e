/** What can be done to one entry of the resulting index, as actions on the form. */
import type { IndexEdits } from '@/lib/compose/index-edits'
import type { Plan, PlanEntry } from '@/lib/contract/compose'
import type { ReadSource } from './compose-draft'
import type { DraftAction } from './draft-reducer'

export const isImage = ({ attests, platform }: PlanEntry) => attests === undefined && platform !== 'unknown/unknown'

export function imagesOf(plan: Plan, { read }: ReadSource): PlanEntry[] {
  return plan.entries.filter(({ source, attests }) => source === read?.reference && attests === undefined)
}

/** The row that brings this entry and no other one; its fields then speak of the entry. */
export function loneRowOf(
  { source, digest }: { source?: string; digest?: string },
  { plan, sources }: { plan: Plan; sources: readonly ReadSource[] },
): ReadSource | undefined {
  const row = sources.find(({ read }) => read?.reference !== undefined && read.reference === source)
  if (row === undefined) return undefined
  const [first, ...others] = imagesOf(plan, row)
  const wasWhole = plan.removed?.some((entry) => entry.source === source && entry.attests === undefined)
  if (others.length > 0 || wasWhole || row.only.length > 0) return undefined
  return first === undefined || digest === undefined || first.digest === digest ? row : undefined
}

/** The entries as the edits leave them, at once: the plan that says the same is under way. */
export function shownEntries(entries: readonly PlanEntry[], { remove = [], order = [] }: IndexEdits): PlanEntry[] {
  const placeOf = ({ digest }: PlanEntry) => (order.includes(digest) ? order.indexOf(digest) : order.length)
  const stays = ({ digest, attests }: PlanEntry) => !remove.includes(digest) && !remove.includes(attests ?? '')
  const left = entries.filter(stays)
  const images = left.filter(isImage).toSorted((a, b) => placeOf(a) - placeOf(b))
  return [...images, ...left.filter((entry) => !isImage(entry))]
}

/** Takes one entry out: with its source where that brings nothing else. */
export function removalOf(entry: PlanEntry, about: { plan: Plan; sources: readonly ReadSource[] }): DraftAction {
  const row = entry.attests === undefined ? loneRowOf(entry, about) : undefined
  return row ? { type: 'remove-source', id: row.id } : { type: 'remove-entries', digests: [entry.digest] }
}

/** The images in the order that moving one of them gives; undefined beyond the ends. */
export function orderAfterMove(entries: readonly PlanEntry[], digest: string, by: -1 | 1): DraftAction | undefined {
  const digests = entries.filter(isImage).map((image) => image.digest)
  const place = digests.indexOf(digest)
  if (place < 0 || digests[place + by] === undefined) return undefined
  const moved = digests.toSpliced(place, 1)
  return { type: 'order-entries', digests: moved.toSpliced(place + by, 0, digest) }
}

/** Sets the platform of an image: at its source where that brings it alone, else at its entry. */
export function platformAction(
  platform: string,
  { about, row }: { about: { digest?: string }; row?: ReadSource },
): DraftAction | undefined {
  if (row) return { type: 'edit-source', id: row.id, fields: { platform } }
  return about.digest === undefined ? undefined : { type: 'set-entry-platform', digest: about.digest, platform }
}
