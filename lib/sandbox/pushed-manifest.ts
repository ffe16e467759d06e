import type { Descriptor } from '@/lib/oci/descriptor'
import { InvalidManifestError } from '@/lib/oci/invalid-manifest-error'
import { type Manifest, parseManifest } from '@/lib/oci/manifest'
import { manifestShape, normalizeContentType } from '@/lib/oci/media-type'
import { SandboxError } from './errors'
import type { SandboxStore } from './store'

const invalid = (message: string) => new SandboxError('MANIFEST_INVALID', { message })

/**
 * Reads a manifest that somebody pushes.
 * @throws {SandboxError} MANIFEST_INVALID: not JSON, of unknown or contradictory type, schema 1, or with a broken descriptor.
 */
export function checkManifest(bytes: Uint8Array, contentType: string | undefined): Manifest {
  const header = normalizeContentType(contentType)
  if (header !== undefined && manifestShape(header) === undefined)
    throw invalid(`manifests of type ${header} are not accepted here`)
  const manifest = read(bytes, contentType)
  if (manifest.kind === 'schema1') throw invalid('manifests of schema 1 are not accepted here')
  const broken = manifest.kind === 'index' ? manifest.index.broken[0] : undefined
  if (broken) throw invalid(`entry ${broken.position}: ${broken.message}`)
  return manifest
}

function read(bytes: Uint8Array, contentType: string | undefined): Manifest {
  try {
    return parseManifest(bytes, contentType)
  } catch (error) {
    if (error instanceof InvalidManifestError) throw invalid(error.message)
    throw error
  }
}

/** Layers that are fetched from elsewhere are never pushed. Source: image-spec, layer.md, "Non-Distributable Layers". */
function isKeptElsewhere({ mediaType, urls }: Descriptor): boolean {
  return /\.(nondistributable|foreign)\./.test(mediaType) || (urls ?? []).length > 0
}

/** The digests a manifest points at that its repository lacks; a subject may be missing, a child or blob may not. */
export function findMissing(options: { store: SandboxStore; repository: string; manifest: Manifest }): string[] {
  const { store, repository, manifest } = options
  const missing = new Set<string>()
  if (manifest.kind === 'index') {
    for (const { descriptor } of manifest.index.entries)
      if (!store.getManifest(repository, descriptor.digest)) missing.add(descriptor.digest)
  } else if (manifest.kind !== 'schema1' && manifest.image) {
    const { config, layers } = manifest.image
    for (const blob of [config, ...layers])
      if (!isKeptElsewhere(blob) && !store.getBlob(repository, blob.digest)) missing.add(blob.digest)
  }
  return [...missing]
}
