import { type Digest, isDigest } from '@/lib/oci/digest'
import { isRepositoryName, isTag } from '@/lib/oci/reference'
import { RegistryError } from './errors'
import { type JudgedUrl, markJudged } from './judged-url'

function refuse(registry: string, what: string): never {
  throw new RegistryError({
    kind: 'rejected',
    registry,
    message: `This is not a valid ${what}: ${registry} is not asked.`,
  })
}

/**
 * An address on the registry itself. `new URL` folds `%2e%2e`: a path that does not survive would ask for another repository than the
 * one checked. @throws {RegistryError} not-allowed
 */
export function registryUrl({ registry, origin }: { registry: string; origin: string }, path: string): JudgedUrl {
  const url = new URL(path, origin)
  if (url.origin === origin && url.pathname + url.search === path) return markJudged(url)
  throw new RegistryError({ kind: 'not-allowed', registry, message: `This is not an address on ${registry}.` })
}

/** `/v2/<repository>/<rest>`; the grammar leaves nothing to escape. @throws {RegistryError} rejected */
export function repositoryPath(registry: string, repository: string, rest: string): string {
  if (!isRepositoryName(repository)) refuse(registry, 'repository name')
  return `/v2/${repository}/${rest}`
}

/** `name` is a tag or a digest. @throws {RegistryError} rejected */
export function manifestPath(registry: string, repository: string, name: string): string {
  if (!isTag(name) && !isDigest(name)) refuse(registry, 'tag or digest')
  return repositoryPath(registry, repository, `manifests/${name}`)
}

/** @throws {RegistryError} rejected */
export function blobPath(registry: string, repository: string, digest: Digest): string {
  if (!isDigest(digest)) refuse(registry, 'digest')
  return repositoryPath(registry, repository, `blobs/${digest}`)
}
