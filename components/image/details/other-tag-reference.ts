import type { Image } from '@/lib/contract/image'
import { formatReference, parseReference } from '@/lib/oci/reference'

/** What somebody typed, a tag of the same repository or a whole reference, in full; undefined when it is neither. */
export function otherTagReference({ registry, repository }: Image, text: string): string | undefined {
  const typed = text.trim()
  if (typed === '') return undefined
  const isTag = /^:?\w[\w.-]{0,127}$/.test(typed)
  try {
    return formatReference(parseReference(isTag ? `${registry}/${repository}:${typed.replace(/^:/, '')}` : typed))
  } catch {
    return undefined
  }
}
