import 'server-only'
import type { TagFacts } from '@/lib/contract/tags'
import { isDigest } from '@/lib/oci/digest'
import { parseLargeManifest } from '@/lib/oci/manifest'
import type { Reference } from '@/lib/oci/reference'
import { measureImage } from './inspect-tag'
import { readManifest } from './read-manifest'
import type { RequestContext } from './request-context'

type TagImage = TagFacts['images'][number]

export interface MeasureOptions {
  reference: Reference
  /** Each image, or one that stands for all: they are built together. */
  depth: 'one' | 'each'
  /** Runs each image’s requests when it is their turn. */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>
}

/** An index with thousands of entries must not become thousands of requests. */
const maxImages = 128
/** The platform most images have, so that the sizes of tags compare. */
const usualPlatform = 'linux/amd64'

async function measure(image: TagImage, reference: Reference, context: RequestContext): Promise<TagImage | undefined> {
  const { digest } = image
  if (!isDigest(digest)) return undefined
  try {
    const child = { ...reference, tag: undefined, digest }
    const stored = await readManifest(child, context)
    const manifest = await parseLargeManifest(stored.bytes, stored.contentType)
    if (manifest.kind !== 'image') return undefined
    const { size, created } = await measureImage(manifest.image, child, context)
    return { ...image, size, ...(created ? { created } : {}) }
  } catch (error) {
    if (context.signal?.aborted) throw error
    return undefined
  }
}

async function measureOne(images: TagImage[], options: MeasureOptions, context: RequestContext): Promise<TagImage[]> {
  const usual = images.filter(({ platform }) => platform === usualPlatform)
  for (const image of [...usual, ...images.filter((other) => !usual.includes(other))].slice(0, maxImages)) {
    const measured = await options.inTurn(() => measure(image, options.reference, context))
    if (measured) return [measured]
  }
  return []
}

async function measureEach(images: TagImage[], options: MeasureOptions, context: RequestContext): Promise<TagImage[]> {
  const all = images
    .slice(0, maxImages)
    .map((image) => options.inTurn(() => measure(image, options.reference, context)))
  return (await Promise.all(all)).filter((image) => image !== undefined)
}

/**
 * The facts of an index with size and age: two requests an image, none where they were read before. What cannot be read stays unknown.
 * @throws the signal’s reason when the caller has left
 */
export async function measureImages(
  facts: TagFacts,
  options: MeasureOptions,
  context: RequestContext,
): Promise<TagFacts> {
  const read = options.depth === 'each' ? measureEach : measureOne
  const measured = await read(facts.images, options, context)
  const [sample] = measured.filter(({ platform }) => platform === usualPlatform).concat(measured)
  const byDigest = new Map(measured.map((image) => [`${image.digest} ${image.platform}`, image]))
  return {
    ...facts,
    images: facts.images.map((image) => byDigest.get(`${image.digest} ${image.platform}`) ?? image),
    ...(sample?.created ? { created: sample.created } : {}),
    ...(sample?.size === undefined ? {} : { size: sample.size }),
  }
}
