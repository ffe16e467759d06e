import { z } from 'zod'
import { defineEndpoint } from './endpoint'

export const restoreInputSchema = z
  .object({
    reference: z.string().meta({ description: 'the tag, without a digest' }),
    digest: z.string().meta({ description: 'what it shall name again' }),
    expected: z.string().nullable().meta({ description: 'the digest that the tag has now, or null' }),
  })
  .meta({ id: 'RestoreInput' })
export type RestoreInput = z.infer<typeof restoreInputSchema>

export const restoredTagSchema = z
  .object({ reference: z.string(), digest: z.string(), previous: z.string().nullable() })
  .meta({ id: 'RestoredTag' })
export type RestoredTag = z.infer<typeof restoredTagSchema>

export const restoreTagEndpoint = defineEndpoint({
  method: 'POST',
  path: '/api/v1/tags/restore',
  summary: 'Puts a tag back on an earlier digest, if it still is where the caller saw it',
  input: restoreInputSchema,
  output: restoredTagSchema,
  writes: true,
})
