import 'server-only'
import type { PlatformRow } from '@/lib/contract/image'
import { annotationKeys } from '@/lib/oci/annotation'
import type { IndexEntry } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'
import { createdTime, type ImageConfig, parseImageConfig } from '@/lib/oci/image-config'
import { type ImageManifest, imageSize } from '@/lib/oci/image-manifest'
import { InvalidManifestError } from '@/lib/oci/invalid-manifest-error'
import { parseLargeManifest } from '@/lib/oci/manifest'
import { describeMediaType } from '@/lib/oci/media-type'
import { formatPlatform, isCompletePlatform, type Platform, platformKey } from '@/lib/oci/platform'
import type { Reference } from '@/lib/oci/reference'
import { RegistryError } from '@/lib/registry/errors'
import { readConfigBlob, readManifest } from './read-manifest'
import type { RequestContext } from './request-context'
import { toApiError } from './to-api-error'

type EntryProblem = PlatformRow['problems'][number]

/** A platform as stored, in the API's spelling, beside its normalised form. */
export function platformFields(platform: Partial<Platform> | null | undefined) {
  const { os, architecture, variant, ...rest } = platform ?? {}
  const [osVersion, osFeatures] = [rest['os.version'], rest['os.features']]
  const name =
    os || architecture
      ? formatPlatform({ ...rest, os: os ?? '', architecture: architecture ?? '', variant })
      : 'unknown'
  return {
    platform: name,
    ...(os ? { os } : {}),
    ...(architecture ? { architecture } : {}),
    ...(variant ? { variant } : {}),
    ...(osVersion ? { osVersion } : {}),
    ...(osFeatures && osFeatures.length > 0 ? { osFeatures } : {}),
  }
}

/** What an index alone says about one of its images. */
export function describeIndexRow({ platform, digest, mediaType, size, annotations }: IndexEntry): PlatformRow {
  return {
    ...platformFields(platform),
    digest,
    mediaType,
    manifestSize: size,
    attestations: [],
    ...(annotations && Object.keys(annotations).length > 0 ? { annotations } : {}),
    problems: [],
  }
}

function explainFailure(error: unknown, what: 'image' | 'config'): EntryProblem {
  if (error instanceof InvalidManifestError) return { code: 'CHILD_INVALID', message: error.message }
  if (!(error instanceof RegistryError)) throw error
  if (error.kind === 'aborted') throw error
  if (error.kind !== 'not-found') return { code: 'CHILD_UNREADABLE', message: toApiError(error).message }
  const message =
    what === 'image'
      ? 'The registry no longer has this image: the index points at nothing here, and pulling this platform fails.'
      : 'The registry no longer has this image’s config: pulling this platform fails.'
  return { code: what === 'image' ? 'CHILD_MISSING' : 'CONFIG_MISSING', message }
}

function compareWithConfig(stated: Partial<Platform> | null | undefined, config: ImageConfig): EntryProblem[] {
  const { os, architecture, variant, 'os.version': osVersion } = config
  const real: Partial<Platform> = { os, architecture, variant }
  if (!isCompletePlatform(real))
    return [{ code: 'PLATFORM_UNKNOWN', message: 'The image’s config does not say which platform it is for.' }]
  if (!stated || !isCompletePlatform(stated)) return []
  // an index may leave the variant and the Windows build out, and it may know them better than the config
  const comparable = (platform: Platform) =>
    platformKey({
      ...platform,
      'os.features': undefined,
      'os.version': undefined,
      ...(variant ? {} : { variant: undefined }),
    })
  const isSame = comparable(stated) === comparable(real)
  const isSameVersion = !osVersion || !stated['os.version'] || osVersion === stated['os.version']
  if (isSame && isSameVersion) return []
  const realName = formatPlatform({ ...real, ...(osVersion ? { 'os.version': osVersion } : {}) })
  const message = `The index says ${formatPlatform(stated)}, but the image’s config says ${realName}; who pulls it gets ${realName}.`
  return [{ code: 'PLATFORM_MISMATCH', message }]
}

async function readImageManifest(
  descriptor: IndexEntry,
  reference: Reference,
  context: RequestContext,
): Promise<{ image: ImageManifest; size: number; problems: EntryProblem[] }> {
  const stored = await readManifest({ ...reference, tag: undefined, digest: descriptor.digest }, context)
  const manifest = await parseLargeManifest(stored.bytes, stored.contentType)
  const image = manifest.kind === 'image' || manifest.kind === 'artifact' ? manifest.image : undefined
  if (!image) throw new InvalidManifestError('This entry points at something that is not an image.')
  const size = stored.bytes.byteLength
  return { image, size, problems: compareWithManifest(descriptor, { size, mediaType: manifest.mediaType }) }
}

function compareWithManifest(stated: IndexEntry, real: Pick<IndexEntry, 'size' | 'mediaType'>): EntryProblem[] {
  const [statedType, realType] = [stated.mediaType, real.mediaType].map(describeMediaType)
  const size = `The index says the manifest has ${stated.size} bytes, but it has ${real.size}; some clients refuse it.`
  const type = `The index calls this an image of type ${statedType}, but it is one of type ${realType}; some clients refuse it.`
  return [
    ...(stated.size === real.size ? [] : [{ code: 'SIZE_MISMATCH', message: size }]),
    ...(stated.mediaType === real.mediaType ? [] : [{ code: 'MEDIA_TYPE_MISMATCH', message: type }]),
  ]
}

async function readConfig(
  { digest }: { digest: Digest },
  reference: Reference,
  context: RequestContext,
): Promise<{ config?: ImageConfig; problems: EntryProblem[] }> {
  const { registry, repository } = reference
  try {
    const bytes = await readConfigBlob({ registry, repository, digest }, context)
    return { config: await parseImageConfig(bytes), problems: [] }
  } catch (error) {
    return { problems: [explainFailure(error, 'config')] }
  }
}

/** One image with what its manifest and config say; what is wrong with it stays in its row. */
export async function describeImageRow(
  descriptor: IndexEntry,
  reference: Reference,
  context: RequestContext,
  { withConfig = true }: { withConfig?: boolean } = {},
): Promise<PlatformRow> {
  const row = describeIndexRow(descriptor)
  try {
    const { image, size, problems } = await readImageManifest(descriptor, reference, context)
    const known = { manifestSize: size, size: imageSize(image), layers: image.layers.length }
    if (!withConfig) return { ...row, ...known, problems }
    const { config, problems: configProblems } = await readConfig(image.config, reference, context)
    if (!config) return { ...row, ...known, problems: [...problems, ...configProblems] }
    const created = createdTime(config)
    return {
      ...row,
      ...(isCompletePlatform(descriptor.platform ?? undefined) ? {} : configPlatform(config)),
      ...known,
      ...(created === undefined ? {} : { created }),
      problems: [...problems, ...compareWithConfig(descriptor.platform, config)],
    }
  } catch (error) {
    return { ...row, problems: [explainFailure(error, 'image')] }
  }
}

function configPlatform(config: ImageConfig) {
  const { os, architecture, variant, 'os.version': osVersion, 'os.features': osFeatures } = config
  return platformFields({
    os,
    architecture,
    variant,
    'os.version': osVersion,
    ...(osFeatures ? { 'os.features': osFeatures } : {}),
  })
}

/** What an attestation states, from its manifest's layers; absent when it cannot be read. Source: BuildKit, attestation-storage.md. */
export async function readPredicateTypes(
  reference: Reference & { digest: Digest },
  context: RequestContext,
): Promise<{ predicateTypes?: string[] }> {
  try {
    const stored = await readManifest({ ...reference, tag: undefined }, context)
    const manifest = await parseLargeManifest(stored.bytes, stored.contentType)
    const layers = manifest.kind === 'image' || manifest.kind === 'artifact' ? (manifest.image?.layers ?? []) : []
    const types = layers.flatMap(({ annotations }) => annotations?.[annotationKeys.predicateType] ?? [])
    return { predicateTypes: [...new Set(types)] }
  } catch (error) {
    if (error instanceof RegistryError && error.kind !== 'aborted') return {}
    if (error instanceof InvalidManifestError) return {}
    throw error
  }
}
