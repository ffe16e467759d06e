import type { Descriptor } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'
import type { ImageConfig } from '@/lib/oci/image-config'
import type { ImageIndex } from '@/lib/oci/image-index'
import type { ImageManifest } from '@/lib/oci/image-manifest'
import type { Reference } from '@/lib/oci/reference'

/** A manifest as it was read: `size` is the length of its real bytes, `digest` their hash. */
export interface ReadManifest {
  digest: Digest
  mediaType: string
  size: number
}

export interface ReadImage extends ReadManifest {
  kind: 'image'
  manifest: ImageManifest
  /** Absent when the config could not be read; `configProblem` then says why. */
  config?: ImageConfig
  configProblem?: string
}

export interface ReadIndex extends ReadManifest {
  kind: 'index'
  bytes: Uint8Array
  index: ImageIndex
  /** What each entry points at, by digest; an entry that was not looked up is absent. */
  children: ReadonlyMap<Digest, SourceContent>
}

/** What was found behind a reference or an entry. */
export type SourceContent =
  | ReadImage
  | ReadIndex
  | (ReadManifest & { kind: 'artifact'; artifactType?: string; blobs: Descriptor[] })
  | (ReadManifest & { kind: 'schema1' })
  | { kind: 'missing'; message: string }
  | { kind: 'unreadable'; message: string }

/** A signature or the like; `content` was found to refer to the image, or says why not. */
export interface ReadReferrer {
  digest: Digest
  content: SourceContent
}

/** One source of a composition, already read. */
export interface Source {
  /** As the person wrote it, completed. */
  reference: Reference
  /** `os/architecture[/variant]` that overrides what the config says. */
  platform?: string
  /** Of an index, these platforms alone. */
  only?: string[]
  content: SourceContent
  /** Of one image from elsewhere: what refers to it and is to be brought along. */
  referrers?: ReadReferrer[]
}
