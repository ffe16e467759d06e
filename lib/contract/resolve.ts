import { z } from 'zod'
import { defineEndpoint } from './endpoint'

export const resolutionSchema = z
  .object({
    reference: z.string(),
    platform: z.string().meta({ description: 'the client’s, normalised' }),
    accepts: z.array(z.string()).meta({ description: 'what this client runs without emulation, best first' }),
    chosen: z.object({ platform: z.string(), digest: z.string() }).nullable(),
    message: z.string().meta({ description: 'what is pulled and why, in one or two sentences' }),
    entries: z.array(z.object({ platform: z.string(), digest: z.string(), verdict: z.string(), reason: z.string() })),
  })
  .meta({ id: 'Resolution' })
export type Resolution = z.infer<typeof resolutionSchema>

export const resolvePlatformEndpoint = defineEndpoint({
  method: 'GET',
  path: '/api/v1/resolve',
  summary: 'Which entry a client on a platform pulls, and why',
  input: z.object({ ref: z.string(), platform: z.string() }),
  output: resolutionSchema,
})
