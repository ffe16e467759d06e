import 'server-only'
import type { ReadIndex, SourceContent } from '@/lib/compose/source'
import type { Digest } from '@/lib/oci/digest'
import { parseImageConfig } from '@/lib/oci/image-config'
import { InvalidManifestError } from '@/lib/oci/invalid-manifest-error'
import { parseLargeManifest } from '@/lib/oci/manifest'
import { formatReference, type Reference } from '@/lib/oci/reference'
import { RegistryError } from '@/lib/registry/errors'
import type { StoredManifest } from './manifest-store'
import { fetchManifest, readConfigBlob, readManifest } from './read-manifest'
import type { RequestContext } from './request-context'
import { toApiError } from './to-api-error'

/** Index in index in index: what lies deeper is not looked up, and the plan says so. */
const maxDepth = 3
const maxChildren = 256
/** Of all depths together: indexes of indexes must not become millions of requests. */
const maxDescendants = 1_024

type ReadContent = Exclude<SourceContent, { kind: 'missing' | 'unreadable' }>

function withoutContent(error: unknown): SourceContent {
  if (error instanceof InvalidManifestError) return { kind: 'unreadable', message: error.message }
  if (!(error instanceof RegistryError) || error.kind === 'aborted') throw error
  const { code, message } = toApiError(error)
  return { kind: code === 'NOT_FOUND' ? 'missing' : 'unreadable', message }
}

async function readImageConfig(source: Reference & { digest: Digest }, context: RequestContext) {
  try {
    return { config: await parseImageConfig(await readConfigBlob(source, context)) }
  } catch (error) {
    const { message } = withoutContent(error) as { message: string }
    return { configProblem: message }
  }
}

/** Where and how far to read. `withAttestations`: their blobs must be known when they are to be copied. */
interface Reading {
  reference: Reference
  depth: number
  withAttestations: boolean
  /** How many more may be read, counted over the whole source. */
  budget: { left: number }
}

async function readChildren(
  index: ReadIndex['index'],
  source: Reading,
  context: RequestContext,
): Promise<ReadonlyMap<Digest, SourceContent>> {
  const { reference, depth, withAttestations, budget } = source
  const roles = ['platform', 'index', ...(withAttestations ? ['attestation'] : [])]
  const wanted = index.entries.filter(({ role }) => roles.includes(role)).slice(0, maxChildren)
  const all = [...new Set(wanted.map(({ descriptor }) => descriptor.digest))]
  const digests = depth < maxDepth ? all.slice(0, budget.left) : []
  budget.left -= digests.length
  const read = digests.map(async (digest) => {
    const child = { ...reference, tag: undefined, digest }
    return [digest, await readAt({ ...source, reference: child, depth: depth + 1 }, context)] as const
  })
  return new Map(await Promise.all(read))
}

async function contentOf(stored: StoredManifest, source: Reading, context: RequestContext): Promise<ReadContent> {
  const { bytes, contentType, digest } = stored
  const manifest = await parseLargeManifest(bytes, contentType)
  const read = { digest, mediaType: manifest.mediaType, size: bytes.byteLength }
  if (manifest.kind === 'schema1') return { kind: 'schema1', ...read }
  if (manifest.kind === 'artifact') {
    const blobs = manifest.image ? [manifest.image.config, ...manifest.image.layers] : []
    return { kind: 'artifact', ...read, artifactType: manifest.artifactType, blobs }
  }
  if (manifest.kind === 'image') {
    const config = { ...source.reference, digest: manifest.image.config.digest }
    return { kind: 'image', ...read, manifest: manifest.image, ...(await readImageConfig(config, context)) }
  }
  const children = await readChildren(manifest.index, source, context)
  return { kind: 'index', ...read, bytes, index: manifest.index, children }
}

/** Where the registry states another digest than its bytes have, they count once it has them under their own. */
async function readProven(reference: Reference, context: RequestContext): Promise<StoredManifest> {
  const stored = await readManifest(reference, context)
  if (!stored.headerDigestDisagrees || reference.digest !== undefined) return stored
  try {
    return await fetchManifest({ ...reference, digest: stored.digest }, context)
  } catch (cause) {
    const { registry } = reference
    const message = `${registry} states another digest for ${formatReference(reference)} than its bytes have, and does not give them by their own. Try again, or ask whoever runs it.`
    if (!(cause instanceof RegistryError) || !isNotThere(cause)) throw cause
    throw new RegistryError({ kind: 'digest-mismatch', registry, message, cause })
  }
}

const isNotThere = ({ kind }: RegistryError) => kind === 'not-found' || kind === 'digest-mismatch'

async function readAt(source: Reading, context: RequestContext): Promise<SourceContent> {
  try {
    return await contentOf(await readProven(source.reference, context), source, context)
  } catch (error) {
    return withoutContent(error)
  }
}

/** What a tag names now; undefined where it names nothing. @throws {InvalidManifestError | RegistryError} */
export async function readPresent(reference: Reference, context: RequestContext): Promise<ReadContent | undefined> {
  const source: Reading = { reference, depth: 0, withAttestations: false, budget: { left: maxDescendants } }
  try {
    return await contentOf(await readManifest(reference, context), source, context)
  } catch (error) {
    if (error instanceof RegistryError && toApiError(error).code === 'NOT_FOUND') return undefined
    throw error
  }
}

/** Everything a plan needs to know of a source; what cannot be read is said, not thrown. */
export function readContent(
  reference: Reference,
  { withAttestations }: { withAttestations: boolean },
  context: RequestContext,
): Promise<SourceContent> {
  return readAt({ reference, depth: 0, withAttestations, budget: { left: maxDescendants } }, context)
}
