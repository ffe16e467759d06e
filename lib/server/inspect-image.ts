import 'server-only'
import type { z } from 'zod'
import type { getImageEndpoint, Image, OtherEntry, PlatformRow } from '@/lib/contract/image'
import {
  attestationSubject,
  type BrokenEntry,
  type ImageIndex,
  isAttestationEntry,
  type ReadEntry,
} from '@/lib/oci/image-index'
import type { ImageManifest } from '@/lib/oci/image-manifest'
import { type Manifest, parseLargeManifest } from '@/lib/oci/manifest'
import { describeMediaType, isStatementMediaType } from '@/lib/oci/media-type'
import { isCompletePlatform, type Platform, platformSchema, sortByPlatform } from '@/lib/oci/platform'
import { formatReference, parseReference, type Reference } from '@/lib/oci/reference'
import { isLongTurn, yieldLongTurn } from '@/lib/oci/yield-turn'
import { describeImageRow, describeIndexRow, platformFields, readPredicateTypes } from './describe-platform'
import type { StoredManifest } from './manifest-store'
import { readManifest } from './read-manifest'
import type { RequestContext } from './request-context'

type Detail = Image['detail']

/** An index with thousands of entries must not become thousands of requests. */
const maxDetailedEntries = 128

function sortRows(rows: PlatformRow[]): PlatformRow[] {
  const platformOf = ({ os = '', architecture = '', variant, osVersion, osFeatures }: PlatformRow): Platform => ({
    os,
    architecture,
    ...(variant === undefined ? {} : { variant }),
    ...(osVersion === undefined ? {} : { 'os.version': osVersion }),
    ...(osFeatures === undefined ? {} : { 'os.features': osFeatures }),
  })
  return sortByPlatform(rows, platformOf)
}

function describeOther({ descriptor, role }: ReadEntry): OtherEntry {
  const { digest, mediaType, size, annotations } = descriptor
  const artifactType = descriptor.artifactType
  const isOrphan = role === 'attestation'
  const isUnlabelled = role === 'artifact' && descriptor.platform?.os === 'unknown'
  return {
    digest,
    mediaType,
    size,
    ...(artifactType === undefined ? {} : { artifactType }),
    annotations: annotations ?? {},
    problems: isOrphan
      ? [{ code: 'ATTESTATION_ORPHANED', message: 'This attestation describes an image that is not in the index.' }]
      : isUnlabelled
        ? [
            {
              code: 'UNLABELLED_UNKNOWN',
              message: 'Its platform is “unknown/unknown” and it does not say what it is; clients never pull it.',
            },
          ]
        : [],
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** A broken entry that still says which platform it was meant for keeps its row; the others stand below. */
function describeBroken({ raw, message }: BrokenEntry): { row: PlatformRow } | { other: OtherEntry } {
  const { digest, mediaType, platform } = isRecord(raw) ? raw : {}
  const text = (name: string, value: unknown) => (typeof value === 'string' ? { [name]: value } : {})
  const problems = [{ code: 'ENTRY_INVALID', message }]
  const stated = platformSchema.safeParse(platform)
  if (
    typeof digest !== 'string' ||
    typeof mediaType !== 'string' ||
    !stated.success ||
    !isCompletePlatform(stated.data)
  )
    return { other: { ...text('digest', digest), ...text('mediaType', mediaType), annotations: {}, problems } }
  return { row: { ...platformFields(stated.data), digest, mediaType, attestations: [], problems } }
}

async function describePlatforms(
  index: ImageIndex,
  source: { reference: Reference; detail: Detail },
  context: RequestContext,
): Promise<PlatformRow[]> {
  const { reference, detail } = source
  const attestations = index.entries.filter(({ role }) => role === 'attestation').map(({ descriptor }) => descriptor)
  const rows = index.entries
    .filter(({ role }) => role === 'platform')
    .map(async ({ descriptor }, position) => {
      const isDetailed = detail === 'full' && position < maxDetailedEntries
      if (isDetailed && isLongTurn()) await yieldLongTurn()
      const own = attestations.filter((entry) => attestationSubject(entry) === descriptor.digest)
      const attached = own.map(async ({ digest }) => ({
        digest,
        ...(isDetailed ? await readPredicateTypes({ ...reference, digest }, context) : {}),
      }))
      const [row, ...known] = await Promise.all([
        isDetailed ? describeImageRow(descriptor, reference, context) : describeIndexRow(descriptor),
        ...attached,
      ])
      return { ...row, attestations: known }
    })
  return Promise.all(rows)
}

async function describeIndex(
  index: ImageIndex,
  source: { reference: Reference; detail: Detail },
  context: RequestContext,
): Promise<Pick<Image, 'platforms' | 'other' | 'annotations'>> {
  const images = new Set(
    index.entries.filter(({ role }) => role === 'platform').map(({ descriptor }) => descriptor.digest),
  )
  const isOrphan = (entry: ReadEntry) => {
    const subject = attestationSubject(entry.descriptor)
    return isAttestationEntry(entry.descriptor) && (subject === undefined || !images.has(subject))
  }
  const other = index.entries.filter(({ role }) => role === 'index' || role === 'artifact')
  const broken = index.broken.map(describeBroken)
  const rows = await describePlatforms(index, source, context)
  return {
    platforms: sortRows([...rows, ...broken.flatMap((entry) => ('row' in entry ? [entry.row] : []))]),
    other: [
      ...[...other, ...index.entries.filter(isOrphan)].map(describeOther),
      ...broken.flatMap((entry) => ('other' in entry ? [entry.other] : [])),
    ],
    annotations: index.annotations,
  }
}

/** BuildKit and cosign give their statements the config of an image, which can be pulled but never run. */
function isAttestation({ layers }: ImageManifest): boolean {
  return layers.length > 0 && layers.every(({ mediaType }) => isStatementMediaType(mediaType))
}

async function describeContent(
  manifest: Manifest,
  source: { reference: Reference; detail: Detail; stored: StoredManifest },
  context: RequestContext,
): Promise<Pick<Image, 'kind' | 'platforms' | 'other' | 'annotations' | 'artifactType' | 'problems'>> {
  const none = { platforms: [], other: [], annotations: {}, problems: [] }
  if (manifest.kind === 'index')
    return { ...none, kind: 'index', ...(await describeIndex(manifest.index, source, context)) }
  if (manifest.kind === 'image' && isAttestation(manifest.image))
    return { ...none, kind: 'artifact', artifactType: manifest.image.layers[0]?.mediaType ?? manifest.mediaType }
  if (manifest.kind === 'image') {
    const { digest, bytes } = source.stored
    const descriptor = { digest, mediaType: manifest.mediaType, size: bytes.byteLength }
    const row = await describeImageRow(descriptor, source.reference, context, {
      withConfig: source.detail === 'full',
    })
    return { ...none, kind: 'image', platforms: [row], annotations: manifest.image.annotations ?? {} }
  }
  if (manifest.kind === 'artifact') {
    const { artifactType, image } = manifest
    return {
      ...none,
      kind: 'artifact',
      annotations: image?.annotations ?? {},
      ...(artifactType === undefined ? {} : { artifactType }),
    }
  }
  const message =
    'This is the old signed Docker format (schema 1), which today’s clients refuse; push the image anew with a current client.'
  return { ...none, kind: 'artifact', problems: [{ code: 'SCHEMA1', message }] }
}

function documentProblems(stored: StoredManifest, mediaType: string, index?: ImageIndex): Image['problems'] {
  return [
    ...(stored.headerDigestDisagrees
      ? [
          {
            code: 'HEADER_DIGEST_DISAGREES',
            message: 'The registry states another digest than its bytes have; the digest shown is that of the bytes.',
          },
        ]
      : []),
    ...(index && index.entries.length + index.broken.length === 0
      ? [
          {
            code: 'INDEX_EMPTY',
            message: `This ${describeMediaType(mediaType)} has no entries; nothing can be pulled.`,
          },
        ]
      : []),
  ]
}

/**
 * An image and its platforms. `detail: index` costs one round trip, `full` three: index, manifests, configs.
 * @throws {InvalidReferenceError | InvalidManifestError | RegistryError}
 */
export async function inspectImage(
  { ref, detail }: z.output<typeof getImageEndpoint.input>,
  context: RequestContext,
): Promise<Image> {
  const reference = parseReference(ref)
  const stored = await readManifest(reference, context)
  const manifest = await parseLargeManifest(stored.bytes, stored.contentType)
  const content = await describeContent(manifest, { reference, detail, stored }, context)
  const index = manifest.kind === 'index' ? manifest.index : undefined
  return {
    reference: formatReference(reference),
    registry: reference.registry,
    repository: reference.repository,
    ...(reference.tag === undefined ? {} : { tag: reference.tag }),
    digest: reference.digest ?? stored.digest,
    mediaType: manifest.mediaType,
    size: stored.bytes.byteLength,
    detail,
    ...content,
    problems: [...content.problems, ...documentProblems(stored, manifest.mediaType, index)],
  }
}
