import type { Descriptor, IndexEntry } from '@/lib/oci/descriptor'
import { mediaTypes } from '@/lib/oci/media-type'
import type { Platform } from '@/lib/oci/platform'

export interface IndexContent {
  mediaType: string
  entries: { descriptor: IndexEntry; platform?: Platform }[]
  annotations: Record<string, string>
  artifactType?: string
  subject?: Descriptor
}

type Fields = Record<string, unknown>

const platformFields = ['architecture', 'os', 'os.version', 'os.features', 'variant']
const descriptorFields = ['mediaType', 'digest', 'size', 'platform', 'urls', 'annotations', 'artifactType', 'data']
const ociOnlyFields = ['annotations', 'artifactType', 'data', 'subject']

const isPresent = (value: unknown) => value !== undefined && value !== null

/** The known fields in their fixed order, then the unknown ones in the order in which they were. */
function inOrder(fields: Fields, known: string[]): [string, unknown][] {
  const rest = Object.entries(fields).filter(([name]) => !known.includes(name))
  return [
    ...known.map((name): [string, unknown] => [name, fields[name]]).filter(([, value]) => isPresent(value)),
    ...rest,
  ]
}

function sortedAnnotations(annotations: Record<string, string> | null | undefined): Record<string, string> | undefined {
  const entries = Object.entries(annotations ?? {})
  if (entries.length === 0) return undefined
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The stored platform's unknown fields stay; a known field that is written no more goes. */
function platformOf({ descriptor, platform }: IndexContent['entries'][number]): Fields | undefined {
  const stored: Fields = { ...descriptor.platform }
  if (!platform) return descriptor.platform ? Object.fromEntries(inOrder(stored, platformFields)) : undefined
  const unknown = Object.entries(stored).filter(([name]) => !platformFields.includes(name))
  return Object.fromEntries([
    ...inOrder({ ...platform }, platformFields),
    ...unknown.filter(([name]) => !(name in platform)),
  ])
}

function descriptorOf(descriptor: Descriptor, platform: Fields | undefined, isDocker: boolean): Fields {
  const fields = { ...descriptor, platform, annotations: sortedAnnotations(descriptor.annotations) }
  const written = inOrder(fields, descriptorFields)
  return Object.fromEntries(isDocker ? written.filter(([name]) => !ociOnlyFields.includes(name)) : written)
}

/**
 * The text of an index: always the same for the same content, two-space JSON without a final newline.
 * A Docker list has no annotations, artifact type, subject or embedded data. Source: image-spec, image-index.md; Docker manifest v2 schema 2.
 */
export function writeIndex({ mediaType, entries, annotations, artifactType, subject }: IndexContent): string {
  const isDocker = mediaType === mediaTypes.dockerList
  const document: Fields = {
    schemaVersion: 2,
    mediaType,
    artifactType,
    manifests: entries.map((entry) => descriptorOf(entry.descriptor, platformOf(entry), isDocker)),
    subject: subject && descriptorOf(subject, undefined, false),
    annotations: sortedAnnotations(annotations),
  }
  const written = Object.entries(document).filter(([name]) => !isDocker || !ociOnlyFields.includes(name))
  return JSON.stringify(Object.fromEntries(written), null, 2)
}
