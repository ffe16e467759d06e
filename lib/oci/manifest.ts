/** Either document, read by its media type; whatever could be read in two ways is refused. */
import { decodeJson, decodeLargeJson } from './decode-json'
import { type ImageIndex, readImageIndex } from './image-index'
import { type ImageManifest, imageManifestSchema, isRunnableImage } from './image-manifest'
import { InvalidManifestError } from './invalid-manifest-error'
import { type ManifestShape, manifestShape, mediaTypes, normalizeContentType } from './media-type'

/** Each entry costs time that nobody else gets; images have hundreds at most. */
const maxEntries = 1_000
const maxLayers = 4_000

export type Manifest =
  | { kind: 'index'; mediaType: string; index: ImageIndex }
  | { kind: 'image'; mediaType: string; image: ImageManifest }
  | { kind: 'artifact'; mediaType: string; artifactType?: string; image?: ImageManifest }
  | { kind: 'schema1'; mediaType: string }

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function sniff(document: Record<string, unknown>): string {
  if (document.schemaVersion === 1) return mediaTypes.dockerSchema1
  if (Object.hasOwn(document, 'manifests')) return mediaTypes.ociIndex
  if (Object.hasOwn(document, 'config') && Object.hasOwn(document, 'layers')) return mediaTypes.ociManifest
  throw new InvalidManifestError('The document is neither an index nor an image manifest.', 'unknown-type')
}

/** CVE-2021-41190: a document that is an index to one reader and an image to another. */
function refuseAmbiguous(document: Record<string, unknown>, header: string | undefined): void {
  const isBoth =
    Object.hasOwn(document, 'manifests') && (Object.hasOwn(document, 'layers') || Object.hasOwn(document, 'config'))
  if (isBoth)
    throw new InvalidManifestError('The document could be read both as an index and as an image.', 'ambiguous')
  const stated = document.mediaType
  if (typeof stated === 'string' && manifestShape(header) !== undefined && stated !== header)
    throw new InvalidManifestError(`The document calls itself ${stated}, but was served as ${header}.`, 'ambiguous')
}

function refuseEndless({ manifests, layers }: Record<string, unknown>): void {
  const isLong = (list: unknown, most: number) => Array.isArray(list) && list.length > most
  if (!isLong(manifests, maxEntries) && !isLong(layers, maxLayers)) return
  throw new InvalidManifestError('The document lists more than 1,000 manifests, or more than 4,000 layers.')
}

const readers: Record<ManifestShape, (document: Record<string, unknown>, mediaType: string) => Manifest> = {
  index(document, mediaType) {
    const index = readImageIndex(document)
    if (!index) throw new InvalidManifestError('The document is not a valid index.')
    return { kind: 'index', mediaType, index }
  },
  image(document, mediaType) {
    const parsed = imageManifestSchema.safeParse(document)
    if (!parsed.success) throw new InvalidManifestError('The document is not a valid image manifest.')
    if (isRunnableImage(parsed.data)) return { kind: 'image', mediaType, image: parsed.data }
    const artifactType = parsed.data.artifactType ?? parsed.data.config.mediaType
    return { kind: 'artifact', mediaType, artifactType, image: parsed.data }
  },
  artifact(document, mediaType) {
    const { artifactType } = document
    return { kind: 'artifact', mediaType, ...(typeof artifactType === 'string' ? { artifactType } : {}) }
  },
  schema1: (_document, mediaType) => ({ kind: 'schema1', mediaType }),
}

function readDocument(document: unknown, contentType: string | undefined): Manifest {
  if (!isRecord(document)) throw new InvalidManifestError('The document is not a JSON object.')
  const header = normalizeContentType(contentType)
  refuseAmbiguous(document, header)
  refuseEndless(document)
  const stated = typeof document.mediaType === 'string' ? document.mediaType : undefined
  const mediaType = stated ?? (manifestShape(header) !== undefined ? (header as string) : sniff(document))
  const shape = manifestShape(mediaType)
  if (!shape) throw new InvalidManifestError(`Manifests of type ${mediaType} are not known here.`, 'unknown-type')
  return readers[shape](document, mediaType)
}

/**
 * Reads a manifest's bytes. The media type is the body's, else the Content-Type's, else told from the fields.
 * @throws {InvalidManifestError} Source: image-spec, manifest.md and image-index.md; distribution-spec v1.1, "Pulling manifests".
 */
export function parseManifest(bytes: Uint8Array, contentType?: string): Manifest {
  return readDocument(decodeJson(bytes), contentType)
}

/** As parseManifest, but lets others have their turn in the middle of a large one. @throws {InvalidManifestError} */
export async function parseLargeManifest(bytes: Uint8Array, contentType?: string): Promise<Manifest> {
  return readDocument(await decodeLargeJson(bytes), contentType)
}
