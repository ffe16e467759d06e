import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { formatReference } from '@/lib/oci/reference'
import { parseReferenceInput } from '@/lib/oci/reference-input'

/** What a text field holds: a canonical reference, or the sentence that says what to write instead. */
export type ReadReference = { reference: string; fault?: undefined } | { reference?: undefined; fault: string }

export function readReference(text: string): ReadReference {
  try {
    return { reference: formatReference(parseReferenceInput(text)) }
  } catch (error) {
    if (error instanceof InvalidReferenceError) return { fault: error.message }
    throw error
  }
}

const commandLine = /^(\$|sudo|docker|podman|nerdctl|crictl|ctr|crane|skopeo|regctl|from)\s/i

/** Pasted text as one text a reference: a command line stays whole, words and commas part the rest. */
export function splitReferences(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .flatMap((line) => (commandLine.test(line) ? [line] : line.split(/[\s,]+/)))
    .filter((part) => part !== '')
}
