import { mediaTypes } from '@/lib/oci/media-type'
import type { RegistryClient } from './client'
import { RegistryError } from './errors'
import type { RegistryAnswer, RegistryRequest } from './registry-request'

const documents = [
  mediaTypes.ociIndex,
  mediaTypes.dockerList,
  mediaTypes.ociManifest,
  mediaTypes.dockerManifest,
  mediaTypes.ociArtifact,
]

/** Always in full: with less, registries answer with another document and another digest, and status 200. */
const fullAccept = [
  ...documents,
  `${mediaTypes.dockerSchema1Signed};q=0.5`,
  `${mediaTypes.dockerSchema1};q=0.5`,
  '*/*;q=0.1',
].join(', ')
/** For those that stumble over weights and wildcards. */
const plainAccept = documents.join(', ')
const plainFeature = 'wants a plain Accept'

const namesFault = new Set(['NAME_INVALID', 'TAG_INVALID', 'DIGEST_INVALID', 'UNSUPPORTED'])

const mayBeAccept = (error: unknown) =>
  error instanceof RegistryError &&
  (error.status === 406 || (error.status === 400 && !error.codes.some((code) => namesFault.has(code))))

/**
 * A request for a manifest, with every type that is known. Where the registry chokes on that, once more in plainer words, which are
 * then kept for it. @throws {RegistryError}
 */
export async function requestManifest(client: RegistryClient, request: RegistryRequest): Promise<RegistryAnswer> {
  const isPlain = client.features.has(plainFeature) === true
  const ask = (accept: string) => client.request({ ...request, headers: { ...request.headers, accept } })
  try {
    return await ask(isPlain ? plainAccept : fullAccept)
  } catch (error) {
    if (isPlain || !mayBeAccept(error)) throw error
    const answer = await ask(plainAccept).catch(() => {
      throw error
    })
    client.features.remember(plainFeature, true)
    return answer
  }
}
