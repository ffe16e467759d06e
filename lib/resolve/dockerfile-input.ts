import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { formatReference } from '@/lib/oci/reference'
import { parseReferenceInput } from '@/lib/oci/reference-input'
import type { NamedImages } from './dockerfile-services'

export type InputKind = 'dockerfile' | 'compose' | 'names'

const isInstruction = (line: string) => /^\s*(FROM|ARG)\s/i.test(line)

function wordsOfNames(text: string): { line: number; word: string }[] {
  return text.split('\n').flatMap((line, position) => {
    const word = line.replace(/^\s*- /, '').trim()
    return word === '' || word.startsWith('#') ? [] : [{ line: position + 1, word }]
  })
}

/** What a pasted text is: lines that are one word each name images, unless they are a compose file. */
export function detectKind(text: string): InputKind {
  const lines = text.split('\n')
  if (!lines.some(isInstruction) && lines.some((line) => /^services:\s*(#.*)?$/.test(line.trimEnd()))) return 'compose'
  const words = wordsOfNames(text)
  const isName = ({ word }: { word: string }) =>
    !/\s/.test(word) || /^\$?\s*(docker|podman|nerdctl|crictl)\s/.test(word)
  return words.length > 0 && !lines.some(isInstruction) && words.every(isName) ? 'names' : 'dockerfile'
}

/** One image a line, in any spelling that the search takes too. */
export function readNames(text: string): NamedImages {
  const images = wordsOfNames(text).map(({ line, word }) => {
    try {
      const reference = formatReference(parseReferenceInput(word))
      return { written: word, reference, line }
    } catch (error) {
      if (!(error instanceof InvalidReferenceError)) throw error
      return { written: word, line, problem: error.message }
    }
  })
  return { images, problems: [] }
}
