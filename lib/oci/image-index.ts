import { z } from 'zod'
import { annotationKeys, attestationReferenceType } from './annotation'
import { annotationsSchema, descriptorSchema, type IndexEntry, indexEntrySchema } from './descriptor'
import { type Digest, isDigest } from './digest'
import { manifestShape } from './media-type'
import { isCompletePlatform } from './platform'

/** Entries are read one by one, so that a broken one spoils only itself. Source: image-spec, image-index.md. */
const imageIndexSchema = z.object({
  schemaVersion: z.literal(2),
  mediaType: z.string().optional(),
  artifactType: z.string().optional(),
  manifests: z.array(z.unknown()).nullable(),
  subject: descriptorSchema.nullish(),
  annotations: annotationsSchema.nullish(),
})

/** Explaining what is wrong takes longer than reading what is right. */
const maxBroken = 500

export type EntryRole = 'platform' | 'attestation' | 'index' | 'artifact'

export interface ReadEntry {
  /** Place in the index's list, from 0. */
  position: number
  role: EntryRole
  descriptor: IndexEntry
}

export interface BrokenEntry {
  position: number
  raw: unknown
  /** One sentence. */
  message: string
}

export interface ImageIndex {
  entries: ReadEntry[]
  broken: BrokenEntry[]
  annotations: Record<string, string>
  artifactType?: string
  /** The document as parsed, unknown fields included; its bytes are what gets shown, hashed and pushed. */
  document: Record<string, unknown>
}

export function isAttestationEntry({ annotations }: IndexEntry): boolean {
  return annotations?.[annotationKeys.referenceType] === attestationReferenceType
}

/** The image that an attestation describes. */
export function attestationSubject(entry: IndexEntry): Digest | undefined {
  const digest = entry.annotations?.[annotationKeys.referenceDigest]
  return isDigest(digest) ? digest : undefined
}

/** `unknown/unknown` without BuildKit's annotations is an artifact; a platform-less image stays a platform row that says so. */
function roleOf(entry: IndexEntry): EntryRole {
  if (isAttestationEntry(entry)) return 'attestation'
  const shape = manifestShape(entry.mediaType)
  if (shape === 'index') return 'index'
  if (shape !== 'image') return 'artifact'
  if (isCompletePlatform(entry.platform ?? undefined)) return 'platform'
  if (entry.artifactType !== undefined) return 'artifact'
  return entry.platform?.os === 'unknown' ? 'artifact' : 'platform'
}

function explain(issues: z.core.$ZodIssue[]): string {
  const fields = [...new Set(issues.map((issue) => issue.path.join('.')).filter(Boolean))]
  return fields.length > 0
    ? `This entry of the index cannot be read: ${fields.join(', ')} missing or not valid.`
    : 'This entry of the index cannot be read: it is not a descriptor.'
}

/** Undefined when the document is no index, or more than 500 of its entries are broken. */
export function readImageIndex(document: unknown): ImageIndex | undefined {
  const parsed = imageIndexSchema.safeParse(document)
  if (!parsed.success) return undefined
  const entries: ReadEntry[] = []
  const broken: BrokenEntry[] = []
  for (const [position, raw] of (parsed.data.manifests ?? []).entries()) {
    const entry = indexEntrySchema.safeParse(raw)
    if (entry.success) entries.push({ position, role: roleOf(entry.data), descriptor: entry.data })
    else broken.push({ position, raw, message: explain(entry.error.issues) })
    if (broken.length > maxBroken) return undefined
  }
  return {
    entries,
    broken,
    annotations: parsed.data.annotations ?? {},
    ...(parsed.data.artifactType !== undefined ? { artifactType: parsed.data.artifactType } : {}),
    document: document as Record<string, unknown>,
  }
}
