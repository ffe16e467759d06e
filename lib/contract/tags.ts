import { z } from 'zod'
import { countSchema, defineEndpoint } from './endpoint'

export const tagPageSchema = z
  .object({
    repository: z.string(),
    tags: z.array(z.string()),
    next: z.string().optional().meta({ description: 'the `last` of the next page; absent on the last page' }),
  })
  .meta({ id: 'TagPage' })
export type TagPage = z.infer<typeof tagPageSchema>

export const listTagsEndpoint = defineEndpoint({
  method: 'GET',
  path: '/api/v1/tags',
  summary: 'The tags of a repository, a page at a time',
  input: z.object({ repository: z.string(), n: countSchema.optional(), last: z.string().optional() }),
  output: tagPageSchema,
})
