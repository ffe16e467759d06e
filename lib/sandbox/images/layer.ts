import { computeDigest } from '@/lib/oci/compute-digest'
import type { Digest } from '@/lib/oci/digest'
import { mediaTypes } from '@/lib/oci/media-type'
import type { BuiltBlob } from '../built-image'
import { blob } from './blob'
import { gzipStored } from './gzip'
import { seededBytes } from './seeded-bytes'
import { type TarFile, writeTar } from './tar'

export interface BuiltLayer extends BuiltBlob {
  /** The digest of the tar before compression. */
  diffId: Digest
  /** What the image's history says made it. */
  createdBy: string
}

export interface LayerOptions {
  /** The path of a file of noise, which is what makes the layer large; the same path and size give the same bytes. */
  path: string
  /** About as large as the compressed layer. */
  sizeBytes: number
  files?: readonly TarFile[]
  createdBy?: string
  /** Another seed gives another layer with the same file. */
  seed?: string
}

const mtimeSeconds = Date.parse('2026-01-01T00:00:00Z') / 1000

/** A gzipped tar as builders make them, of OCI type; images of Docker's format write Docker's type for it. */
export function layer({ path, sizeBytes, files = [], createdBy, seed = '' }: LayerOptions): BuiltLayer {
  const noise = { path, content: seededBytes(`${seed}\0${path}\0${sizeBytes}`, sizeBytes), mode: 0o755 }
  const tar = writeTar([...files, noise], mtimeSeconds)
  return {
    ...blob(mediaTypes.ociLayer, gzipStored(tar)),
    diffId: computeDigest(tar),
    createdBy: createdBy ?? `COPY ${path} /${path} # buildkit`,
  }
}
