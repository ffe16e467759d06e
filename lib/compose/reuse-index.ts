import type { IndexEntry } from '@/lib/oci/descriptor'
import type { DraftEntry } from './candidate'
import type { EditedIndex } from './index-bytes'
import type { CurrentTarget, PlanRequest } from './plan-request'
import type { ReadIndex } from './source'

function asIndex(content: CurrentTarget['content'] | undefined): ReadIndex | undefined {
  return content?.kind === 'index' ? content : undefined
}

/**
 * The index that is being edited: its annotations, artifact type and subject stay. That is today's target when it is kept or is
 * a source itself, or the index that all sources are.
 */
export function findBase({ sources, current, keep }: PlanRequest): ReadIndex | undefined {
  const today = asIndex(current?.content)
  if (keep && today) return today
  const indexes = sources.map(({ content }) => asIndex(content))
  const [first] = indexes
  if (first && indexes.every((index) => index?.digest === first.digest)) return first
  return indexes.find((index) => index && index.digest === today?.digest)
}

type Fields = Record<string, unknown>

/** The index once more from its bytes: reading it put its fields in another order. */
export function editedIndex({ bytes, index }: ReadIndex): EditedIndex {
  const document: Fields & { manifests?: Fields[] } = JSON.parse(new TextDecoder().decode(bytes))
  const entries = index.entries.flatMap(({ descriptor, position }): [IndexEntry, Fields][] => {
    const stored = document.manifests?.[position]
    return stored ? [[descriptor, stored]] : []
  })
  return { document, entries: new Map(entries) }
}

/** Whether an index would come out as it is: the same entries as they stand, nothing added to it. */
export function isUntouched(base: ReadIndex, entries: DraftEntry[], request: PlanRequest): boolean {
  const { entries: stored, broken, annotations } = base.index
  const { format } = request
  if (broken.length > 0 || stored.length !== entries.length) return false
  if (format !== 'auto' && (format === 'docker') !== base.mediaType.startsWith('application/vnd.docker.')) return false
  const { artifactType, unannotate = [] } = request.edits ?? {}
  if (artifactType !== undefined && artifactType !== (base.index.artifactType ?? '')) return false
  if (unannotate.some((name) => Object.hasOwn(annotations, name))) return false
  if (Object.entries(request.annotations).some(([key, value]) => annotations[key] !== value)) return false
  const written = new Set(entries.map(({ descriptor }) => descriptor))
  if (!stored.every(({ descriptor }) => written.has(descriptor)) || entries.some(({ isOverridden }) => isOverridden))
    return false
  const before = stored.filter(({ role }) => role === 'platform').map(({ descriptor }) => descriptor)
  const images = new Set(before)
  const after = entries.map(({ descriptor }) => descriptor).filter((descriptor) => images.has(descriptor))
  return before.every((descriptor, position) => after[position] === descriptor)
}
