import type { Digest } from '@/lib/oci/digest'
import type { Reference } from '@/lib/oci/reference'
import type { IndexEdits } from './index-edits'
import type { Source, SourceContent } from './source'

/** What the target's tag names today, read like a source. */
export interface CurrentTarget {
  digest: Digest
  content: SourceContent
}

export interface PlanRequest {
  target: Reference
  sources: Source[]
  current: CurrentTarget | null
  /** Entries of today's target that no source replaces stay. */
  keep: boolean
  format: 'auto' | 'oci' | 'docker'
  annotations: Record<string, string>
  /** Further tags of the target's repository for the same index. */
  tags: string[]
  edits?: IndexEdits
  /** A tag that keeps what the target names today. */
  backup?: string | undefined
}
