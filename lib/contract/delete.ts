import { z } from 'zod'
import { deleteProblemSchema } from '@/lib/compose/delete-impact'
import { defineEndpoint } from './endpoint'

export const deletePlanSchema = z
  .object({
    reference: z.string(),
    digest: z.string(),
    canDelete: z.boolean().meta({ description: 'false where a problem of level error forbids it' }),
    sharedTags: z.array(z.string()).meta({ description: 'other tags of the repository on the same digest' }),
    heldBy: z.array(z.string()).meta({ description: 'tags whose index contains the digest' }),
    unreachable: z.array(z.string()).meta({ description: 'digests that no tag we know of would lead to any more' }),
    problems: z.array(deleteProblemSchema),
  })
  .meta({ id: 'DeletePlan' })
export type DeletePlan = z.infer<typeof deletePlanSchema>

export const planDeleteEndpoint = defineEndpoint({
  method: 'POST',
  path: '/api/v1/tags/delete/plan',
  summary: 'What deleting a tag would take away; deletes nothing',
  input: z.object({ reference: z.string() }),
  output: deletePlanSchema,
})

export const deleteInputSchema = z
  .object({
    reference: z.string(),
    expected: z.string().meta({ description: 'the plan’s digest' }),
    confirm: z
      .string()
      .meta({ description: 'repository:tag, typed by a person; the registry before it may be left out' }),
    byDigest: z
      .boolean()
      .default(false)
      .meta({ description: 'where the registry deletes no tags: delete what it names, if no other tag needs that' }),
  })
  .meta({ id: 'DeleteInput' })
export type DeleteInput = z.infer<typeof deleteInputSchema>

export const deletedTagSchema = z
  .object({
    reference: z.string(),
    previous: z.string().meta({ description: 'the digest it named; the history can put it back' }),
    how: z.enum(['tag', 'digest']),
  })
  .meta({ id: 'DeletedTag' })
export type DeletedTag = z.infer<typeof deletedTagSchema>

export const deleteTagEndpoint = defineEndpoint({
  method: 'POST',
  path: '/api/v1/tags/delete',
  summary: 'Deletes a tag, if it still is where the plan saw it and its name was typed',
  input: deleteInputSchema,
  output: deletedTagSchema,
  writes: true,
})
