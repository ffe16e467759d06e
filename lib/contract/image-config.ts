import { z } from 'zod'
import { defineEndpoint } from './endpoint'

/** One step of the build. `digest` and `size` are of the layer it made; absent for a step that made none, or when the steps and layers do not add up. */
const stepSchema = z.object({
  createdBy: z.string().optional(),
  comment: z.string().optional(),
  created: z.string().optional(),
  isEmpty: z.boolean(),
  digest: z.string().optional(),
  size: z.number().optional(),
})

export const imageDetailsSchema = z
  .object({
    reference: z.string(),
    platform: z.string(),
    digest: z.string(),
    created: z.string().optional(),
    author: z.string().optional(),
    entrypoint: z.array(z.string()).optional(),
    command: z.array(z.string()).optional(),
    user: z.string().optional(),
    workingDirectory: z.string().optional(),
    stopSignal: z.string().optional(),
    ports: z.array(z.string()),
    volumes: z.array(z.string()),
    env: z.array(z.object({ name: z.string(), value: z.string() })),
    labels: z.record(z.string(), z.string()),
    layers: z.array(z.object({ digest: z.string(), size: z.number(), mediaType: z.string() })),
    history: z.array(stepSchema),
    /** Whether the history’s steps fit the layers, so that each layer’s step is known. */
    isHistoryComplete: z.boolean(),
  })
  .meta({ id: 'ImageDetails' })
export type ImageDetails = z.infer<typeof imageDetailsSchema>

export const getImageConfigEndpoint = defineEndpoint({
  method: 'GET',
  path: '/api/v1/image/config',
  summary: 'How one platform’s image starts, and how it was built',
  input: z.object({ ref: z.string(), platform: z.string().optional() }),
  output: imageDetailsSchema,
})

export const referrerSchema = z
  .object({
    digest: z.string(),
    mediaType: z.string(),
    artifactType: z.string().optional(),
    size: z.number().optional(),
    annotations: z.record(z.string(), z.string()),
    isUnproven: z
      .boolean()
      .optional()
      .meta({ description: 'its own document was not read, so that the registry’s list alone says what it refers to' }),
  })
  .meta({ id: 'Referrer' })
export type Referrer = z.infer<typeof referrerSchema>

export const listReferrersEndpoint = defineEndpoint({
  method: 'GET',
  path: '/api/v1/referrers',
  summary: 'Signatures, SBOMs and whatever else refers to an image',
  input: z.object({ ref: z.string() }),
  output: z.object({ reference: z.string(), digest: z.string(), referrers: z.array(referrerSchema) }),
})
