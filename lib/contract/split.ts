import { z } from 'zod'
import { splitProblemSchema } from '@/lib/compose/split-problem'
import { defineEndpoint, defineStream } from './endpoint'
import { apiErrorSchema } from './error'

export const splitInputSchema = z
  .object({
    reference: z.string().meta({ description: 'the index whose images get tags of their own' }),
    pattern: z
      .string()
      .max(200)
      .default('{tag}-{arch}')
      .meta({ description: 'with {tag}, {arch}, {os}, {variant} or {platform}' }),
    naming: z.enum(['docker', 'uname']).default('docker').meta({ description: 'arm64, or aarch64' }),
    keepAttestations: z
      .boolean()
      .default(false)
      .meta({ description: 'each tag names an index of its image and that image’s attestations' }),
  })
  .meta({ id: 'SplitInput' })
export type SplitInput = z.infer<typeof splitInputSchema>

export const splitTagSchema = z.object({
  tag: z.string(),
  platform: z.string(),
  digest: z.string(),
  mediaType: z.string(),
  size: z.number(),
  current: z.string().nullable().meta({ description: 'what the tag names today' }),
  change: z.enum(['added', 'changed', 'same']),
})
export type SplitTag = z.infer<typeof splitTagSchema>

export const splitPlanSchema = z
  .object({
    reference: z.string(),
    digest: z.string().meta({ description: 'of the index' }),
    tags: z.array(splitTagSchema),
    problems: z.array(splitProblemSchema),
  })
  .meta({ id: 'SplitPlan' })
export type SplitPlan = z.infer<typeof splitPlanSchema>

export const planSplitEndpoint = defineEndpoint({
  method: 'POST',
  path: '/api/v1/split/plan',
  summary: 'Which tag each platform of an index would get; writes nothing',
  input: splitInputSchema,
  output: splitPlanSchema,
})

export const splitPushInputSchema = splitInputSchema
  .extend({
    digest: z.string().optional().meta({ description: 'the plan’s digest, to refuse an index that has moved' }),
    expected: z
      .record(z.string(), z.string().nullable())
      .meta({ description: 'of each tag of the plan its `current`' }),
  })
  .meta({ id: 'SplitPushInput' })
export type SplitPushInput = z.infer<typeof splitPushInputSchema>

export const splitEventSchema = z
  .discriminatedUnion('event', [
    z.object({
      event: z.literal('progress'),
      step: z.literal('push'),
      done: z.number().meta({ description: 'tags' }),
      total: z.number(),
      detail: z.string(),
    }),
    z.object({
      event: z.literal('tag'),
      tag: z.string(),
      state: z.enum(['done', 'same', 'failed']),
      digest: z.string(),
      previous: z.string().nullable(),
      error: apiErrorSchema.optional(),
    }),
    z.object({
      event: z.literal('done'),
      reference: z.string(),
      tags: z.array(z.string()).meta({ description: 'those that now name their image' }),
      failed: z.array(z.string()),
    }),
    z.object({ event: z.literal('error'), error: apiErrorSchema }),
  ])
  .meta({ id: 'SplitEvent' })
export type SplitEvent = z.infer<typeof splitEventSchema>

export const pushSplitEndpoint = defineStream({
  method: 'POST',
  path: '/api/v1/split/push',
  summary:
    'Gives each platform its tag, if index and tags still are where the plan saw them; one that fails stops no other',
  input: splitPushInputSchema,
  line: splitEventSchema,
  writes: true,
})
