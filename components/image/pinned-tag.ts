import { formatReference, parseReference } from '@/lib/oci/reference'

export interface PinnedTag {
  /** The reference without its digest. */
  tagged: string
  /** As people say it: `app:1.0`. */
  label: string
}

/** Of a canonical reference that names a tag and a digest; undefined for all others. */
export function pinnedTag(reference: string): PinnedTag | undefined {
  const { registry, repository, tag, digest } = parseReference(reference)
  if (tag === undefined || digest === undefined) return undefined
  return {
    tagged: formatReference({ registry, repository, tag }),
    label: `${repository.slice(repository.lastIndexOf('/') + 1)}:${tag}`,
  }
}
