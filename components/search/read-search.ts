import { imageHref } from '@/lib/contract/links'
import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { parseReferenceInput } from '@/lib/oci/reference-input'

export type SearchResult = { href: `/image/${string}`; error?: undefined } | { href?: undefined; error: string }

/** Where a search leads, or the sentence that says what to write instead. */
export function readSearch(text: string): SearchResult {
  try {
    return { href: imageHref(parseReferenceInput(text)) }
  } catch (error) {
    if (error instanceof InvalidReferenceError) return { error: error.message }
    throw error
  }
}
