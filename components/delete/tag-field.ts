import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { formatReference } from '@/lib/oci/reference'
import { parseReferenceInput } from '@/lib/oci/reference-input'

export interface TagField {
  /** As it was written. */
  text: string
  /** Canonical, with a tag and without a digest; absent while the field is empty or wrong. */
  reference?: string
  /** The sentence that says what to write instead. */
  fault?: string
}

/** A tag that nobody wrote is not deleted: here, a name alone does not mean `latest`. */
export function readTagField(text: string): TagField {
  if (text.trim() === '') return { text: '' }
  try {
    const { registry, repository, tag, digest } = parseReferenceInput(text)
    if (digest !== undefined) return { text, fault: 'Write the tag without a digest, for example ghcr.io/org/app:1.0.' }
    if (tag === undefined || !text.includes(`:${tag}`))
      return { text, fault: 'Write the tag as well, for example ghcr.io/org/app:1.0.' }
    const reference = formatReference({ registry, repository, tag })
    return { text: reference, reference }
  } catch (error) {
    if (error instanceof InvalidReferenceError) return { text, fault: error.message }
    throw error
  }
}
