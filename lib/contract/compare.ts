import { z } from 'zod'
import { defineEndpoint } from './endpoint'

/** Sizes in compressed bytes; what is absent is unknown. */
const sideSchema = z.object({
  digest: z.string(),
  size: z.number().optional(),
  created: z.string().optional(),
})

export const platformComparisonSchema = z
  .object({
    platform: z.string(),
    change: z.enum(['added', 'removed', 'changed', 'same']),
    before: sideSchema.optional(),
    after: sideSchema.optional(),
    /** In the order of the target's layers, then those that went. */
    layers: z.array(z.object({ digest: z.string(), size: z.number(), change: z.enum(['kept', 'added', 'removed']) })),
    /** What differs in the configs. */
    fields: z.array(z.object({ field: z.string(), before: z.string().optional(), after: z.string().optional() })),
    problems: z.array(z.object({ code: z.string(), message: z.string() })),
  })
  .meta({ id: 'PlatformComparison' })
export type PlatformComparison = z.infer<typeof platformComparisonSchema>

export const comparisonSchema = z
  .object({
    base: z.object({ reference: z.string(), digest: z.string() }),
    target: z.object({ reference: z.string(), digest: z.string() }),
    platforms: z.array(platformComparisonSchema),
  })
  .meta({ id: 'Comparison' })
export type Comparison = z.infer<typeof comparisonSchema>

export const compareImagesEndpoint = defineEndpoint({
  method: 'GET',
  path: '/api/v1/compare',
  summary: 'What differs between two images, platform by platform',
  input: z.object({ base: z.string(), target: z.string() }),
  output: comparisonSchema,
})
