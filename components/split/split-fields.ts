import { type SplitInput, splitInputSchema } from '@/lib/contract/split'
import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { formatReference } from '@/lib/oci/reference'
import { parseReferenceInput } from '@/lib/oci/reference-input'

export type SplitOptions = Omit<SplitInput, 'reference'>

export const namings = ['docker', 'uname'] as const
export const usualPattern = splitInputSchema.parse({ reference: '' }).pattern

export interface SplitFields {
  /** The reference as it was written. */
  text: string
  /** Canonical; absent while the field is empty or wrong. */
  reference?: string
  /** The sentence that says what to write instead. */
  fault?: string
  options: SplitOptions
}

export function readSplitReference(text: string): Omit<SplitFields, 'options'> {
  if (text.trim() === '') return { text: '' }
  try {
    const reference = formatReference(parseReferenceInput(text))
    return { text: reference, reference }
  } catch (error) {
    if (error instanceof InvalidReferenceError) return { text, fault: error.message }
    throw error
  }
}

/** The form as the page’s address holds it; what makes no sense there is as usual. */
export function readSplitFields(query: Partial<Record<string, string | string[]>>): SplitFields {
  const first = (name: string) => [query[name] ?? ''].flat()[0] ?? ''
  const pattern = first('pattern')
  return {
    ...readSplitReference(first('ref')),
    options: {
      pattern: pattern === '' || pattern.length > maxPatternLength ? usualPattern : pattern,
      naming: namings.find((naming) => naming === first('naming')) ?? 'docker',
      keepAttestations: first('attestations') === 'keep',
    },
  }
}

/** As the API takes it. */
export const maxPatternLength = 200
