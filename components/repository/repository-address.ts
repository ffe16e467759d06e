import { repositoryHref, textFromSegments } from '@/lib/contract/links'
import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { formatRepository, parseRepository } from '@/lib/oci/reference'

export type RepositoryAddress =
  | { repository: string; href: `/repository/${string}`; isCanonical: boolean; fault?: undefined }
  | { repository?: undefined; fault: string }

/** What the segments of a page’s address name: a repository, in full, or the sentence that says what to write instead. */
export function repositoryFromSegments(segments: readonly string[]): RepositoryAddress {
  const text = textFromSegments(segments)
  if (text === undefined) return { fault: 'This address holds a broken escape; write it as /repository/host/name.' }
  try {
    const repository = formatRepository(parseRepository(text))
    return { repository, href: repositoryHref(repository), isCanonical: repository === text }
  } catch (error) {
    if (error instanceof InvalidReferenceError) return { fault: error.message }
    throw error
  }
}
