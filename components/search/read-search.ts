import { imageHref, registryHref } from '@/lib/contract/links'
import { readInput } from './read-input'

export type SearchResult =
  | { href: `/image/${string}` | `/registry/${string}`; error?: undefined }
  | { href?: undefined; error: string }

/** Where a search leads, or the sentence that says what to write instead. */
export function readSearch(text: string): SearchResult {
  const input = readInput(text)
  switch (input.kind) {
    case 'image':
      return { href: imageHref(input.reference) }
    case 'registry':
      return { href: registryHref(input.registry) }
    case 'empty':
      return { error: 'Write the name of an image, for example openjdk:8 or ghcr.io/org/app:1.0.' }
    case 'digest':
      return {
        error: 'A digest alone does not say where it is kept; write it behind a name, as in ghcr.io/org/app@sha256:….',
      }
    case 'nonsense':
      return { error: input.problem }
  }
}
