import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { formatRepository, parseReference } from '@/lib/oci/reference'
import { platformInTag } from './tag-platform'

interface Guess {
  repository: string
  tag: string
  text: string
}

function guessFrom(reference: string): Guess | undefined {
  try {
    const { tag, digest, ...name } = parseReference(reference)
    const rest = tag === undefined ? undefined : platformInTag(tag)?.rest
    if (tag === undefined || rest === undefined) return undefined
    const written = digest === undefined ? reference.trim() : reference.trim().slice(0, -digest.length - 1)
    return { repository: formatRepository(name), tag: rest, text: `${written.slice(0, -tag.length)}${rest}` }
  } catch (error) {
    if (error instanceof InvalidReferenceError) return undefined
    throw error
  }
}

/** The tag under which per-platform references belong: `app:1.0-amd64` and `app:1.0-arm64` → `app:1.0`; undefined when they do not agree. */
export function guessTarget(references: string[]): string | undefined {
  const guesses = references.map(guessFrom)
  const [first] = guesses
  const isCommon = guesses.every((guess) => guess?.repository === first?.repository && guess?.tag === first?.tag)
  return isCommon ? first?.text : undefined
}
