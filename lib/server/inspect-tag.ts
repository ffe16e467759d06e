import 'server-only'
import type { TagFacts } from '@/lib/contract/tags'
import { createdTime, type ImageConfig, parseImageConfig } from '@/lib/oci/image-config'
import type { ImageIndex } from '@/lib/oci/image-index'
import { type ImageManifest, imageSize } from '@/lib/oci/image-manifest'
import { parseLargeManifest } from '@/lib/oci/manifest'
import { formatPlatform, isCompletePlatform, type Platform, sortByPlatform } from '@/lib/oci/platform'
import { manifestName, type Reference } from '@/lib/oci/reference'
import { readConfigBlob, readManifest } from './read-manifest'
import type { RequestContext } from './request-context'

function platformOf({ os, architecture, variant, 'os.version': osVersion }: ImageConfig): string {
  const platform = { os, architecture, variant, 'os.version': osVersion }
  return isCompletePlatform(platform) ? formatPlatform(platform) : 'unknown'
}

/** Size and age of one image. @throws {InvalidManifestError | RegistryError} */
export async function measureImage(
  image: ImageManifest,
  reference: Reference,
  context: RequestContext,
): Promise<{ config: ImageConfig; size: number; created?: string }> {
  const config = await parseImageConfig(await readConfigBlob({ ...reference, digest: image.config.digest }, context))
  const created = createdTime(config)
  return { config, size: imageSize(image), ...(created ? { created } : {}) }
}

function imagesOf(index: ImageIndex): TagFacts['images'] {
  const unknown: Platform = { os: '', architecture: '' }
  const images = index.entries
    .filter(({ role }) => role === 'platform')
    .map(({ descriptor }) => ({ platform: descriptor.platform ?? unknown, digest: descriptor.digest }))
  return sortByPlatform(images, ({ platform }) => platform).map(({ platform, digest }) => ({
    platform: isCompletePlatform(platform) ? formatPlatform(platform) : 'unknown',
    digest,
  }))
}

/**
 * What a tag names: one request for an index, two for a single image, none beyond a look when nothing has moved.
 * Size and age of an index’s images are left to measureImages. @throws {InvalidManifestError | RegistryError}
 */
export async function inspectTag(reference: Reference & { tag: string }, context: RequestContext): Promise<TagFacts> {
  const digest = context.access.manifests.listed(reference)
  const stored = await readManifest(digest ? { ...reference, tag: undefined, digest } : reference, context)
  const manifest = await parseLargeManifest(stored.bytes, stored.contentType)
  const base = { tag: manifestName(reference), digest: stored.digest }
  if (manifest.kind === 'index') {
    const images = imagesOf(manifest.index)
    return { ...base, kind: 'index', platforms: [...new Set(images.map(({ platform }) => platform))], images }
  }
  if (manifest.kind !== 'image') {
    const { mediaType } = manifest
    return { ...base, kind: 'artifact', mediaType, platforms: [], images: [] }
  }
  const { config, ...measures } = await measureImage(manifest.image, reference, context)
  const platform = platformOf(config)
  const images = [{ platform, digest: stored.digest, ...measures }]
  return { ...base, kind: 'image', platforms: [platform], images, ...measures }
}
