import { z } from 'zod'
import { type Digest, isDigest } from './digest'
import { platformSchema } from './platform'

export const digestSchema = z.custom<Digest>(isDigest, 'must be a sha256 or sha512 digest')

/** Bytes; larger numbers than JavaScript holds exactly are refused, not rounded. */
export const sizeSchema = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER)

function isTextByName(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  for (const name in value) if (typeof Reflect.get(value, name) !== 'string') return false
  return true
}

/** Looked at, not copied: a hostile document has tens of thousands. */
export const annotationsSchema = z.custom<Record<string, string>>(isTextByName, 'must be texts by name')

/** What points at content: its type, digest and length in bytes. Unknown fields are kept. Source: image-spec, descriptor.md. */
export const descriptorSchema = z.looseObject({
  mediaType: z.string(),
  digest: digestSchema,
  size: sizeSchema,
  annotations: annotationsSchema.nullish(),
  artifactType: z.string().optional(),
  urls: z.array(z.string()).nullish(),
  data: z.string().optional(),
})
export type Descriptor = z.infer<typeof descriptorSchema>

/** A descriptor inside an index. Source: image-spec, image-index.md, "manifests". */
export const indexEntrySchema = descriptorSchema.extend({ platform: platformSchema.nullish() })
export type IndexEntry = z.infer<typeof indexEntrySchema>
