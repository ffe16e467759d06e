import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { formatRepository } from '@/lib/oci/reference'
import { parseReferenceInput } from '@/lib/oci/reference-input'

export interface RepositoryField {
  /** As it was written. */
  text: string
  /** Canonical; absent while the field is empty or wrong. */
  repository?: string
  /** The sentence that says what to write instead. */
  fault?: string
}

/** Takes the name of an image as well: its repository is meant. */
export function readRepositoryField(text: string): RepositoryField {
  if (text.trim() === '') return { text: '' }
  try {
    const repository = formatRepository(parseReferenceInput(text))
    return { text: repository, repository }
  } catch (error) {
    if (error instanceof InvalidReferenceError) return { text, fault: error.message }
    throw error
  }
}
