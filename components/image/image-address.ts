import { referenceFromSegments } from '@/lib/contract/links'
import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { formatReference } from '@/lib/oci/reference'

export type ImageAddress = { reference: string; problem?: undefined } | { reference?: undefined; problem: string }

/** The canonical reference that a page's path names, or the sentence that says what is wrong with it. */
export function readImageAddress(segments: readonly string[]): ImageAddress {
  try {
    return { reference: formatReference(referenceFromSegments(segments)) }
  } catch (error) {
    if (error instanceof InvalidReferenceError) return { problem: error.message }
    throw error
  }
}
