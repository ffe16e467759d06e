/** Changes of the resulting index itself; its entries are named by digest. */
import type { IndexEdits } from '@/lib/compose/index-edits'

export type EditAction =
  | { type: 'remove-entries'; digests: string[] }
  | { type: 'restore-entry'; digest: string }
  | { type: 'order-entries'; digests: string[] }
  | { type: 'set-entry-platform'; digest: string; platform: string }
  | { type: 'annotate-entry'; digest: string; annotations?: Record<string, string> }
  | { type: 'give-reason'; about: string; reason: string }
  | { type: 'set-artifact-type'; artifactType?: string }
  | { type: 'unannotate'; name: string; isGone: boolean }
  | { type: 'forget-edits'; digest?: string }

const without = <Value>(record: Record<string, Value> | undefined, name: string): Record<string, Value> =>
  Object.fromEntries(Object.entries(record ?? {}).filter(([key]) => key !== name))

function withValue<Value>(record: Record<string, Value> | undefined, name: string, value: Value | undefined) {
  return value === undefined || value === '' ? without(record, name) : { ...record, [name]: value }
}

function forget(edits: IndexEdits, digest: string | undefined): IndexEdits {
  if (digest === undefined) return {}
  const { remove = [], platforms, annotations, reasons } = edits
  return {
    ...edits,
    remove: remove.filter((other) => other !== digest),
    platforms: without(platforms, digest),
    annotations: without(annotations, digest),
    reasons: without(reasons, digest),
  }
}

export function reduceEdits(edits: IndexEdits, action: EditAction): IndexEdits {
  const { remove = [], unannotate = [] } = edits
  switch (action.type) {
    case 'remove-entries':
      return { ...edits, remove: [...new Set([...remove, ...action.digests])] }
    case 'restore-entry':
      return { ...edits, remove: remove.filter((digest) => digest !== action.digest) }
    case 'order-entries':
      return { ...edits, order: action.digests }
    case 'set-entry-platform':
      return { ...edits, platforms: withValue(edits.platforms, action.digest, action.platform.trim()) }
    case 'annotate-entry':
      return { ...edits, annotations: withValue(edits.annotations, action.digest, action.annotations) }
    case 'give-reason':
      return { ...edits, reasons: withValue(edits.reasons, action.about, action.reason) }
    case 'set-artifact-type':
      return { ...edits, artifactType: action.artifactType }
    case 'unannotate': {
      const others = unannotate.filter((name) => name !== action.name)
      return { ...edits, unannotate: action.isGone ? [...others, action.name] : others }
    }
    case 'forget-edits':
      return forget(edits, action.digest)
  }
}
