import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { formatReference } from '@/lib/oci/reference'
import { parseReferenceInput } from '@/lib/oci/reference-input'

export interface CompareField {
  /** As it was written. */
  text: string
  /** Canonical; absent while the field is empty or wrong. */
  reference?: string
  /** The sentence that says what to write instead. */
  fault?: string
}

export interface CompareFields {
  base: CompareField
  target: CompareField
}

export function readCompareField(text: string): CompareField {
  if (text.trim() === '') return { text: '' }
  try {
    return { text, reference: formatReference(parseReferenceInput(text)) }
  } catch (error) {
    if (error instanceof InvalidReferenceError) return { text, fault: error.message }
    throw error
  }
}

/** The form as the page’s address holds it. */
export function readCompareFields(query: Partial<Record<string, string | string[]>>): CompareFields {
  const field = (name: string) => readCompareField([query[name] ?? ''].flat()[0] ?? '')
  return { base: field('base'), target: field('target') }
}
