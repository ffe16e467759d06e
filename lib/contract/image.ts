import { z } from 'zod'
import { defineBytes, defineEndpoint } from './endpoint'

/** Something that is wrong with one entry; the others are not affected. */
export const entryProblemSchema = z.object({ code: z.string(), message: z.string() })

export const attestationSchema = z.object({
  digest: z.string(),
  /** Absent until the attestation's manifest has been read. */
  predicateTypes: z.array(z.string()).optional(),
})

/** One platform of an image. Sizes in bytes, times RFC 3339; what is absent is unknown. */
export const platformRowSchema = z
  .object({
    platform: z.string().meta({ description: 'normalised, e.g. linux/arm64 or windows/amd64 (10.0.20348.2700)' }),
    os: z.string().optional(),
    architecture: z.string().optional(),
    variant: z.string().optional(),
    osVersion: z.string().optional(),
    osFeatures: z.array(z.string()).optional(),
    digest: z.string(),
    mediaType: z.string(),
    manifestSize: z.number().optional(),
    size: z.number().optional().meta({ description: 'config + layers, compressed' }),
    layers: z.number().optional(),
    created: z.string().optional(),
    attestations: z.array(attestationSchema),
    annotations: z.record(z.string(), z.string()).optional(),
    problems: z.array(entryProblemSchema),
  })
  .meta({ id: 'PlatformRow' })
export type PlatformRow = z.infer<typeof platformRowSchema>

export const otherEntrySchema = z
  .object({
    digest: z.string().optional(),
    mediaType: z.string().optional(),
    artifactType: z.string().optional(),
    size: z.number().optional(),
    annotations: z.record(z.string(), z.string()),
    problems: z.array(entryProblemSchema),
  })
  .meta({ id: 'OtherEntry' })
export type OtherEntry = z.infer<typeof otherEntrySchema>

export const imageSchema = z
  .object({
    reference: z.string(),
    registry: z.string(),
    repository: z.string(),
    tag: z.string().optional(),
    digest: z.string(),
    mediaType: z.string(),
    size: z.number(),
    kind: z.enum(['index', 'image', 'artifact']),
    artifactType: z.string().optional(),
    annotations: z.record(z.string(), z.string()),
    platforms: z.array(platformRowSchema),
    other: z.array(otherEntrySchema),
    /** What is wrong with the document as a whole. */
    problems: z.array(entryProblemSchema),
    /** `index`: what the index alone says; `full`: with sizes, layers and times. */
    detail: z.enum(['index', 'full']),
  })
  .meta({ id: 'Image' })
export type Image = z.infer<typeof imageSchema>

export const getImageEndpoint = defineEndpoint({
  method: 'GET',
  path: '/api/v1/image',
  summary: 'An image and its platforms',
  input: z.object({ ref: z.string(), detail: z.enum(['index', 'full']).default('full') }),
  output: imageSchema,
})

export const getRawManifestEndpoint = defineBytes({
  method: 'GET',
  path: '/api/v1/raw',
  summary: 'The exact bytes of a manifest',
  input: z.object({ ref: z.string() }),
})
