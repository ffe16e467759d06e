import 'server-only'
import type { ReadIndex, SourceContent } from '@/lib/compose/source'
import type { Digest } from '@/lib/oci/digest'
import { parseImageConfig } from '@/lib/oci/image-config'
import { InvalidManifestError } from '@/lib/oci/invalid-manifest-error'
import { parseManifest } from '@/lib/oci/manifest'
import type { Reference } from '@/lib/oci/reference'
import { RegistryError } from '@/lib/registry/errors'
import type { StoredManifest } from './manifest-store'
import { readConfigBlob, readManifest } from './read-manifest'
import type { RequestContext } from './request-context'

/** Index in index in index: what lies deeper is not looked up, and the plan says so. */
const maxDepth = 3
const maxChildren = 256

function withoutContent(error: unknown): SourceContent {
  if (error instanceof InvalidManifestError) return { kind: 'unreadable', message: error.message }
  if (!(error instanceof RegistryError) || error.kind === 'aborted') throw error
  return { kind: error.kind === 'not-found' ? 'missing' : 'unreadable', message: error.message }
}

async function readImageConfig(source: Reference & { digest: Digest }, context: RequestContext) {
  try {
    return { config: parseImageConfig(await readConfigBlob(source, context)) }
  } catch (error) {
    const { message } = withoutContent(error) as { message: string }
    return { configProblem: message }
  }
}

async function readChildren(
  index: ReadIndex['index'],
  source: { reference: Reference; depth: number },
  context: RequestContext,
): Promise<ReadonlyMap<Digest, SourceContent>> {
  const { reference, depth } = source
  const wanted = index.entries.filter(({ role }) => role === 'platform' || role === 'index').slice(0, maxChildren)
  const digests = [...new Set(wanted.map(({ descriptor }) => descriptor.digest))]
  const read = digests.map(async (digest) => {
    const child = { ...reference, tag: undefined, digest }
    return [digest, await readContent(child, context, depth + 1)] as const
  })
  return new Map(depth < maxDepth ? await Promise.all(read) : [])
}

async function contentOf(
  stored: StoredManifest,
  source: { reference: Reference; depth: number },
  context: RequestContext,
): Promise<SourceContent> {
  const { bytes, contentType, digest } = stored
  const manifest = parseManifest(bytes, contentType)
  const read = { digest, mediaType: manifest.mediaType, size: bytes.byteLength }
  if (manifest.kind === 'schema1') return { kind: 'schema1', ...read }
  if (manifest.kind === 'artifact') return { kind: 'artifact', ...read, artifactType: manifest.artifactType }
  if (manifest.kind === 'image') {
    const config = { ...source.reference, digest: manifest.image.config.digest }
    return { kind: 'image', ...read, manifest: manifest.image, ...(await readImageConfig(config, context)) }
  }
  const children = await readChildren(manifest.index, source, context)
  return { kind: 'index', ...read, bytes, index: manifest.index, children }
}

/** Everything a plan needs to know of a source; what cannot be read is said, not thrown. */
export async function readContent(reference: Reference, context: RequestContext, depth = 0): Promise<SourceContent> {
  try {
    return await contentOf(await readManifest(reference, context), { reference, depth }, context)
  } catch (error) {
    return withoutContent(error)
  }
}
