import { imageHref, registryHref, repositoryHref, textFromSegments } from '@/lib/contract/links'
import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { isRegistry, parseReference, parseRepository, type Reference, type Repository } from '@/lib/oci/reference'

/** What the page that is open shows. */
export interface Place {
  registry?: string
  repository?: Repository
  image?: Reference
}

function readPath(kind: string, text: string): Place {
  if (`/${kind}/` === registryHref('')) return isRegistry(text) ? { registry: text } : {}
  if (`/${kind}/` === repositoryHref('')) {
    const repository = parseRepository(text)
    return { registry: repository.registry, repository }
  }
  if (`/${kind}/` !== imageHref('')) return {}
  const image = parseReference(text)
  const { registry, repository } = image
  return { registry, repository: { registry, repository }, image }
}

export function readPlace(pathname: string): Place {
  const [, kind = '', ...segments] = pathname.split('/')
  const text = textFromSegments(segments)
  if (!text) return {}
  try {
    return readPath(kind, text)
  } catch (error) {
    if (error instanceof InvalidReferenceError) return {}
    throw error
  }
}
