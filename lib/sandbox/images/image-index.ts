import type { Descriptor, IndexEntry } from '@/lib/oci/descriptor'
import { mediaTypes } from '@/lib/oci/media-type'
import type { Platform } from '@/lib/oci/platform'
import type { BuiltImage } from '../built-image'
import type { ManifestFormat } from './image'
import { manifest } from './manifest'

/** A manifest with what the index is to say of it instead of the truth. */
export interface IndexMember {
  image: BuiltImage
  /** `null` leaves the platform out. */
  platform?: Platform | null
  /** Other fields of the entry. */
  entry?: Partial<IndexEntry>
}

interface IndexOptions {
  /** 'oci' unless given. */
  format?: ManifestFormat
  annotations?: Record<string, string>
  artifactType?: string
  subject?: Descriptor
}

function toMember(member: BuiltImage | IndexMember): IndexMember {
  return 'image' in member ? member : { image: member }
}

function toEntry({ image, platform, entry: overrides }: IndexMember): IndexEntry {
  const { platform: own, ...entry } = image.entry
  const shown = platform === undefined ? own : platform
  return { ...entry, ...(shown ? { platform: { ...shown } } : {}), ...overrides }
}

/** An OCI index or Docker manifest list of these manifests, in this order. */
export function imageIndex(members: readonly (BuiltImage | IndexMember)[], options: IndexOptions = {}): BuiltImage {
  const { format = 'oci', ...extra } = options
  const all = members.map(toMember)
  return manifest({
    document: {
      schemaVersion: 2,
      mediaType: format === 'oci' ? mediaTypes.ociIndex : mediaTypes.dockerList,
      manifests: all.map(toEntry),
      ...extra,
    },
    children: all.map((member) => member.image),
  })
}
