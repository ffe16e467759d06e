import 'server-only'
import type { TagFacts } from '@/lib/contract/tags'
import { createdTime, type ImageConfig, parseImageConfig } from '@/lib/oci/image-config'
import type { ImageIndex } from '@/lib/oci/image-index'
import { type ImageManifest, imageSize } from '@/lib/oci/image-manifest'
import { parseManifest } from '@/lib/oci/manifest'
import { comparePlatforms, formatPlatform, isCompletePlatform, type Platform } from '@/lib/oci/platform'
import { manifestName, type Reference } from '@/lib/oci/reference'
import { readConfigBlob, readManifest } from './read-manifest'
import type { RequestContext } from './request-context'

type Depth = 'platforms' | 'full'

function platformOf({ os, architecture, variant, 'os.version': osVersion }: ImageConfig): string {
  const platform = { os, architecture, variant, 'os.version': osVersion }
  return isCompletePlatform(platform) ? formatPlatform(platform) : 'unknown'
}

async function readConfig(manifest: ImageManifest, reference: Reference, context: RequestContext) {
  return parseImageConfig(await readConfigBlob({ ...reference, digest: manifest.config.digest }, context))
}

/** The first image stands for the age of all: they are built together. One manifest and one config, whatever the index’s length. */
async function ageAndSize(index: ImageIndex, reference: Reference, context: RequestContext) {
  const images = index.entries.filter(({ role }) => role === 'platform')
  const read = images.map(async ({ descriptor: { digest } }) => {
    const stored = await readManifest({ ...reference, tag: undefined, digest }, context)
    const manifest = parseManifest(stored.bytes, stored.contentType)
    return manifest.kind === 'image' ? manifest.image : undefined
  })
  const results = await Promise.allSettled(read)
  const manifests = results.flatMap((result) => (result.status === 'fulfilled' && result.value ? [result.value] : []))
  const [first] = manifests
  if (!first) return {}
  const created = createdTime(await readConfig(first, reference, context))
  return { size: Math.max(...manifests.map(imageSize)), ...(created ? { created } : {}) }
}

function imagesOf(index: ImageIndex): TagFacts['images'] {
  const unknown: Platform = { os: '', architecture: '' }
  return index.entries
    .filter(({ role }) => role === 'platform')
    .map(({ descriptor }) => ({ platform: descriptor.platform ?? unknown, digest: descriptor.digest }))
    .toSorted((a, b) => comparePlatforms(a.platform, b.platform))
    .map(({ platform, digest }) => ({
      platform: isCompletePlatform(platform) ? formatPlatform(platform) : 'unknown',
      digest,
    }))
}

/**
 * What a list shows of a tag: one request for an index, two for a single image, none beyond a look when nothing has moved.
 * @throws {InvalidManifestError | RegistryError}
 */
export async function inspectTag(
  reference: Reference & { tag: string },
  depth: Depth,
  context: RequestContext,
): Promise<TagFacts> {
  const stored = await readManifest(reference, context)
  const manifest = parseManifest(stored.bytes, stored.contentType)
  const base = { tag: manifestName(reference), digest: stored.digest }
  if (manifest.kind === 'index') {
    const images = imagesOf(manifest.index)
    const platforms = [...new Set(images.map(({ platform }) => platform))]
    const more = depth === 'full' ? await ageAndSize(manifest.index, reference, context) : {}
    return { ...base, kind: 'index', platforms, images, ...more }
  }
  if (manifest.kind !== 'image') return { ...base, kind: 'artifact', platforms: [], images: [] }
  const config = await readConfig(manifest.image, reference, context)
  const platform = platformOf(config)
  const created = createdTime(config)
  return {
    ...base,
    kind: 'image',
    platforms: [platform],
    images: [{ platform, digest: stored.digest }],
    size: imageSize(manifest.image),
    ...(created ? { created } : {}),
  }
}
