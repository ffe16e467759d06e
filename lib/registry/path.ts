import { type Digest, isDigest } from '@/lib/oci/digest'
import { isRepositoryName, isTag } from '@/lib/oci/reference'
import { RegistryError } from './errors'

function refuse(registry: string, what: string): never {
  throw new RegistryError({
    kind: 'rejected',
    registry,
    message: `This is not a valid ${what}: ${registry} is not asked.`,
  })
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
