import { imageHref, repositoryHref } from '@/lib/contract/links'
import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { parseReference, type Reference } from '@/lib/oci/reference'
import { parseReferenceInput } from '@/lib/oci/reference-input'

export type NamedRepository =
  | { href: `/repository/${string}` | `/image/${string}`; error?: undefined }
  | { href?: undefined; error: string }

/** A pasted command, page or whole reference says itself where it belongs; a mere name belongs to this registry. */
function readName(registry: string, text: string): Reference {
  const saysItself = /\s|:\/\/|^[^/]*docker\.io\//i.test(text)
  const found = saysItself ? parseReferenceInput(text) : parseReference(text)
  return saysItself || found.registry !== 'docker.io' ? found : parseReference(`${registry}/${text}`)
}

/** Where a name written on a registry’s page leads, or what to write instead. */
export function readRepositoryName(registry: string, input: string): NamedRepository {
  const text = input.trim().replace(/\/+$/, '')
  if (text === '') return { error: 'Write the name of a repository, for example team/app.' }
  try {
    const reference = readName(registry, text)
    const isImage = /[:@]/.test(text.slice(text.lastIndexOf('/') + 1))
    return { href: isImage ? imageHref(reference) : repositoryHref(reference) }
  } catch (error) {
    if (error instanceof InvalidReferenceError) return { error: error.message }
    throw error
  }
}
