import { z } from 'zod'
import { indexEditsSchema } from '@/lib/compose/index-edits'
import { problemSchema } from '@/lib/compose/problem'
import { defineEndpoint, defineStream } from './endpoint'
import { apiErrorSchema } from './error'

const maxReferenceLength = 1024

export const composeSourceSchema = z.object({
  reference: z.string().max(maxReferenceLength),
  platform: z.string().max(200).optional().meta({ description: 'overrides what the config says' }),
  only: z
    .array(z.string().max(200))
    .max(200)
    .optional()
    .meta({ description: 'of a source that is an index, these platforms alone' }),
  referrers: z.array(z.string().max(200)).max(50).optional().meta({
    description: 'of one image from another repository, the digests of signatures and the like to bring along',
  }),
})
export type ComposeSource = z.infer<typeof composeSourceSchema>

/** Each takes room in the index, in the commands and in the time that others wait. */
const maxAnnotations = 500

const annotationsSchema = z
  .record(z.string().max(1024), z.string().max(65_536))
  .refine((texts) => Object.keys(texts).length <= maxAnnotations, `at most ${maxAnnotations} annotations`)

export const composeInputSchema = z
  .object({
    target: z.string().max(maxReferenceLength),
    sources: z.array(composeSourceSchema).max(100),
    keep: z
      .boolean()
      .default(false)
      .meta({ description: 'entries of the present target that no source replaces stay' }),
    format: z.enum(['auto', 'oci', 'docker']).default('auto'),
    annotations: annotationsSchema.default({}),
    tags: z.array(z.string().max(200)).max(50).default([]).meta({ description: 'further tags for the same index' }),
    edits: indexEditsSchema.optional(),
    backup: z.string().max(200).optional().meta({ description: 'a tag that keeps what the target names today' }),
  })
  .meta({ id: 'ComposeInput' })
export type ComposeInput = z.infer<typeof composeInputSchema>

export const planEntrySchema = z.object({
  platform: z.string(),
  digest: z.string(),
  size: z.number(),
  mediaType: z.string(),
  source: z.string().meta({ description: 'the reference this entry comes from' }),
  /** Set for a BuildKit attestation: the digest of the image it describes. */
  attests: z.string().optional(),
  annotations: z.record(z.string(), z.string()).optional(),
})
export type PlanEntry = z.infer<typeof planEntrySchema>

export const planChangeSchema = z.object({
  platform: z.string(),
  change: z.enum(['added', 'removed', 'changed', 'same']),
  before: z.string().optional(),
  after: z.string().optional(),
})
export type PlanChange = z.infer<typeof planChangeSchema>

export const planSchema = z
  .object({
    target: z.string(),
    index: z.object({
      mediaType: z.string(),
      digest: z.string(),
      size: z.number(),
      body: z.string().meta({ description: 'the exact text that will be pushed' }),
    }),
    indexes: z
      .array(z.string())
      .meta({ description: 'the sources that are an index, however few of its images are taken' }),
    entries: z.array(planEntrySchema),
    removed: z.array(planEntrySchema).optional().meta({ description: 'what the edits take out' }),
    copies: z.array(
      z.object({
        digest: z.string(),
        bytes: z.number(),
        from: z.string().meta({ description: 'the repository it comes from' }),
        how: z.enum(['present', 'mount', 'copy']),
        kind: z.enum(['blob', 'manifest', 'referrer']),
      }),
    ),
    problems: z.array(problemSchema),
    current: z
      .object({
        digest: z.string(),
        platforms: z.array(z.string()),
        body: z.string().optional().meta({ description: 'the text of an index, unless it is longer than 256 KiB' }),
      })
      .nullable(),
    changes: z.array(planChangeSchema),
    commands: z.object({
      docker: z.string(),
      buildx: z.string(),
      crane: z.string(),
      regctl: z.string(),
      actions: z.string().optional().meta({ description: 'a step of a GitHub Actions workflow' }),
      curl: z.string().optional().meta({ description: 'the same by this API' }),
    }),
  })
  .meta({ id: 'Plan' })
export type Plan = z.infer<typeof planSchema>

export const planComposeEndpoint = defineEndpoint({
  method: 'POST',
  path: '/api/v1/compose/plan',
  summary: 'What pushing this selection would write; writes nothing',
  input: composeInputSchema,
  output: planSchema,
})

export const pushInputSchema = composeInputSchema.extend({
  digest: z.string().meta({ description: 'the plan’s index.digest' }),
  expected: z.string().nullable().meta({ description: 'the plan’s current.digest, or null' }),
})
export type PushInput = z.infer<typeof pushInputSchema>

export const failedTagSchema = z.object({ tag: z.string(), error: apiErrorSchema })
export type FailedTag = z.infer<typeof failedTagSchema>

export const pushEventSchema = z
  .discriminatedUnion('event', [
    z.object({
      event: z.literal('progress'),
      step: z.enum(['copy', 'push', 'verify']),
      done: z.number(),
      total: z.number(),
      detail: z.string().optional(),
    }),
    z.object({
      event: z.literal('done'),
      reference: z.string(),
      digest: z.string(),
      previous: z.string().nullable(),
      tags: z.array(z.string()),
      failed: z.array(failedTagSchema).optional().meta({ description: 'tags that were not written, and why' }),
    }),
    z.object({ event: z.literal('error'), error: apiErrorSchema }),
  ])
  .meta({ id: 'PushEvent' })
export type PushEvent = z.infer<typeof pushEventSchema>

export const pushIndexEndpoint = defineStream({
  method: 'POST',
  path: '/api/v1/compose/push',
  summary: 'Pushes exactly what was planned, if the target still is where the plan saw it',
  input: pushInputSchema,
  line: pushEventSchema,
  writes: true,
})
