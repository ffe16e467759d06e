/** Sources as the tests of this folder need them: real bytes, real digests, nothing read from a registry. */
import { computeDigest } from '@/lib/oci/compute-digest'
import type { Digest } from '@/lib/oci/digest'
import { readImageIndex } from '@/lib/oci/image-index'
import { imageManifestSchema } from '@/lib/oci/image-manifest'
import { mediaTypes } from '@/lib/oci/media-type'
import { parseReference } from '@/lib/oci/reference'
import type { PlanRequest } from './plan-request'
import type { ReadImage, ReadIndex, Source, SourceContent } from './source'

const encode = (document: unknown) => new TextEncoder().encode(JSON.stringify(document))

const described = (mediaType: string, content: unknown) => {
  const bytes = encode(content)
  return { mediaType, digest: computeDigest(bytes), size: bytes.length }
}

export interface ImageOptions {
  config?: Record<string, unknown>
  /** Makes otherwise equal images differ. */
  build?: string
  docker?: boolean
  layerMediaType?: string
}

/** A single image; its config says linux/amd64 unless told otherwise. */
export function image({ config, build = '1', docker = false, layerMediaType }: ImageOptions = {}): ReadImage {
  const stated = config ?? { os: 'linux', architecture: 'amd64' }
  const manifest = imageManifestSchema.parse({
    schemaVersion: 2,
    mediaType: docker ? mediaTypes.dockerManifest : mediaTypes.ociManifest,
    config: described(docker ? mediaTypes.dockerConfig : mediaTypes.ociConfig, stated),
    layers: [described(layerMediaType ?? mediaTypes.ociLayer, { build })],
  })
  const bytes = encode(manifest)
  return {
    kind: 'image',
    digest: computeDigest(bytes),
    mediaType: manifest.mediaType ?? '',
    size: bytes.length,
    manifest,
    config: stated,
  }
}

/** An image for `os/architecture[/variant]`. */
export function imageFor(platform: string, options: ImageOptions = {}): ReadImage {
  const [os, architecture, variant] = platform.split('/')
  return image({ config: { os, architecture, ...(variant ? { variant } : {}) }, ...options })
}

export interface EntryOptions {
  platform?: Record<string, unknown> | null
  [field: string]: unknown
}

/** A descriptor of something that was read, as an index lists it; its platform is the config's unless told otherwise. */
export function entryOf(content: SourceContent, { platform, ...fields }: EntryOptions = {}): Record<string, unknown> {
  if (!('digest' in content)) throw new Error('Only what was read has a descriptor.')
  const { mediaType, digest, size } = content
  const own = content.kind === 'image' ? content.config : undefined
  const shown = platform === undefined ? own : platform
  return { mediaType, digest, size, ...(shown ? { platform: shown } : {}), ...fields }
}

/** BuildKit's provenance of an image, as an index lists it. */
export function attestationOf(subject: string, build = '1'): Record<string, unknown> {
  return entryOf(
    image({ config: { os: 'unknown', architecture: 'unknown' }, build, layerMediaType: mediaTypes.inToto }),
    {
      annotations: {
        'vnd.docker.reference.type': 'attestation-manifest',
        'vnd.docker.reference.digest': subject,
      },
    },
  )
}

export interface IndexOptions {
  children?: SourceContent[]
  docker?: boolean
  fields?: Record<string, unknown>
}

/** An index of these entries; `children` are what was found behind them. */
export function indexOf(manifests: unknown[], { children = [], docker = false, fields }: IndexOptions = {}): ReadIndex {
  const mediaType = docker ? mediaTypes.dockerList : mediaTypes.ociIndex
  const bytes = encode({ schemaVersion: 2, mediaType, manifests, ...fields })
  const index = readImageIndex(JSON.parse(new TextDecoder().decode(bytes)))
  if (!index) throw new Error('This is no index.')
  const found = children.flatMap((child) => ('digest' in child ? [[child.digest, child] as const] : []))
  return {
    kind: 'index',
    digest: computeDigest(bytes),
    mediaType,
    size: bytes.length,
    bytes,
    index,
    children: new Map<Digest, SourceContent>(found),
  }
}

/** An index of images, each with its descriptor as written and its content as read. */
export function indexOfImages(...images: ReadImage[]): ReadIndex {
  return indexOf(
    images.map((content) => entryOf(content)),
    { children: images },
  )
}

export function source(tag: string, content: SourceContent, options: Pick<Source, 'platform' | 'only'> = {}): Source {
  const reference = parseReference(/[/@]/.test(tag) ? tag : `registry.test/team/app:${tag}`)
  return { reference, content, ...options }
}

/** A request for registry.test/team/app:1.0, where nothing is yet. */
export function requestOf(sources: Source[], options: Partial<PlanRequest> = {}): PlanRequest {
  return {
    target: parseReference('registry.test/team/app:1.0'),
    sources,
    current: null,
    keep: false,
    format: 'auto',
    annotations: {},
    tags: [],
    ...options,
  }
}

export function currentOf(content: SourceContent): PlanRequest['current'] {
  if (!('digest' in content)) throw new Error('A target that is there has a digest.')
  return { digest: content.digest, content }
}
