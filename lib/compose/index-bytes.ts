import type { Descriptor, IndexEntry } from '@/lib/oci/descriptor'
import { mediaTypes } from '@/lib/oci/media-type'
import type { Platform } from '@/lib/oci/platform'

/** The index that is edited: what stays in it is written as it stands. */
export interface EditedIndex {
  /** As parsed from its bytes, its fields in their order. */
  document: Fields
  /** Its entries likewise, by what was read of them. */
  entries: ReadonlyMap<IndexEntry, Fields>
}

export interface IndexContent {
  mediaType: string
  entries: { descriptor: IndexEntry; platform?: Platform }[]
  annotations: Record<string, string>
  artifactType?: string
  subject?: Descriptor
  edited?: EditedIndex
}

type Fields = Record<string, unknown>

const platformFields = ['architecture', 'os', 'os.version', 'os.features', 'variant']
const descriptorFields = ['mediaType', 'digest', 'size', 'platform', 'urls', 'annotations', 'artifactType', 'data']
const documentFields = ['schemaVersion', 'mediaType', 'artifactType', 'manifests', 'subject', 'annotations']
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

/** The stored entry where it has nothing that changes: its fields in their own order, unknown ones among them. */
function asStored(entry: IndexContent['entries'][number], edited: EditedIndex | undefined): Fields | undefined {
  const stored = edited?.entries.get(entry.descriptor)
  const isSame = JSON.stringify(platformOf(entry)) === JSON.stringify(platformOf({ descriptor: entry.descriptor }))
  return isSame ? stored : undefined
}

/** The annotations as they stand in the edited index where they are the same ones. */
function annotationsOf(annotations: Record<string, string>, edited: EditedIndex | undefined): unknown {
  const written = sortedAnnotations(annotations)
  const stored = edited?.document.annotations
  const isSame =
    typeof stored === 'object' &&
    stored !== null &&
    JSON.stringify(sortedAnnotations({ ...stored })) === JSON.stringify(written)
  return isSame ? stored : written
}

/** The fields in the order of the edited index where it has them all, else in the fixed one; its unknown fields stay. */
function withStored(fields: Fields, stored: Fields): Fields {
  const present = documentFields.filter((name) => isPresent(fields[name]))
  const kept = Object.entries(stored).flatMap(([name, value]): [string, unknown][] => {
    if (!documentFields.includes(name)) return [[name, value]]
    return isPresent(fields[name]) ? [[name, fields[name]]] : []
  })
  if (present.every((name) => Object.hasOwn(stored, name))) return Object.fromEntries(kept)
  return Object.fromEntries(
    inOrder(Object.fromEntries([...kept, ...present.map((name) => [name, fields[name]])]), documentFields),
  )
}

/**
 * The text of an index: always the same for the same content, two-space JSON without a final newline.
 * A Docker list has no annotations, artifact type, subject or embedded data. Source: image-spec, image-index.md; Docker manifest v2 schema 2.
 */
export function writeIndex(content: IndexContent): string {
  const { mediaType, entries, annotations, artifactType, subject, edited } = content
  const isDocker = mediaType === mediaTypes.dockerList
  const document: Fields = {
    schemaVersion: 2,
    mediaType,
    artifactType,
    manifests: entries.map(
      (entry) =>
        (isDocker ? undefined : asStored(entry, edited)) ?? descriptorOf(entry.descriptor, platformOf(entry), isDocker),
    ),
    subject: edited?.document.subject ?? (subject && descriptorOf(subject, undefined, false)),
    annotations: annotationsOf(annotations, edited),
  }
  const written = Object.entries(edited ? withStored(document, edited.document) : document)
  const allowed = written.filter(([name]) => !isDocker || !ociOnlyFields.includes(name))
  return JSON.stringify(Object.fromEntries(allowed), null, 2)
}
