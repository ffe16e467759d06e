import { z } from 'zod'
import { defineEndpoint } from './endpoint'

/** What a builder gets from a base for one platform. */
export const availabilitySchema = z.enum(['has', 'other', 'lacks', 'unknown']).meta({
  description:
    '`has`: an image for it; `other`: only one of another architecture, which builders take; `lacks`: nothing; `unknown`: it could not be read',
})

/** One platform of the answer's `platforms`, for one base. */
export const baseCellSchema = z.object({
  platform: z.string(),
  state: availabilitySchema,
  /** What is taken, where it is named differently. */
  takes: z.string().optional(),
  /** Which image, where it depends on the platform. */
  reference: z.string().optional(),
})
export type BaseCell = z.infer<typeof baseCellSchema>

const problemSchema = z.object({ code: z.string(), message: z.string() })

/** A `FROM`, a `COPY --from` or mount of another image, a service, or a line with a name. */
export const baseRowSchema = z
  .object({
    stage: z.number().meta({ description: 'counted from 0, as COPY --from=0 does' }),
    how: z.enum(['from', 'copy', 'mount', 'service', 'name']),
    line: z.number(),
    name: z.string().optional(),
    written: z.string().meta({ description: 'as the file has it, with its variables' }),
    reference: z.string().optional(),
    /** The stage that it stands on, where it is no image. */
    base: z.number().optional(),
    platform: z.string().optional().meta({ description: 'set where it is not the one that is built for' }),
    isOnBuildMachine: z.boolean(),
    isExternal: z.boolean(),
    isUsed: z.boolean().meta({ description: 'false where the last stage does not need it' }),
    kind: z.enum(['index', 'image', 'artifact']).optional(),
    digest: z.string().optional(),
    platforms: z.array(z.string()),
    cells: z.array(baseCellSchema),
    problem: problemSchema.optional(),
  })
  .meta({ id: 'BaseRow' })
export type BaseRow = z.infer<typeof baseRowSchema>

export const dockerfileCheckSchema = z
  .object({
    kind: z.enum(['dockerfile', 'compose', 'names']),
    stages: z.array(baseRowSchema),
    copies: z.array(baseRowSchema).meta({ description: 'images that stages take files from' }),
    wanted: z.array(z.string()),
    platforms: z.array(z.string()).meta({ description: 'wanted and offered ones, in the order of the cells' }),
    shared: z.array(z.string()).meta({ description: 'what every external base has; empty when one could not be read' }),
    missing: z.array(
      z.object({
        platform: z.string(),
        reference: z.string(),
        takes: z.string().optional(),
        lines: z.array(z.number()),
      }),
    ),
    suggestions: z.array(z.object({ reference: z.string(), suggested: z.string(), platforms: z.array(z.string()) })),
    command: z.string().optional().meta({ description: 'the build that works; absent when there is none' }),
    problems: z.array(z.object({ line: z.number(), message: z.string() })),
  })
  .meta({ id: 'DockerfileCheck' })
export type DockerfileCheck = z.infer<typeof dockerfileCheckSchema>

/** In characters; the server counts bytes as well. */
export const maxDockerfileLength = 256 * 1024

const platformNameSchema = z.string().max(100)

export const checkDockerfileEndpoint = defineEndpoint({
  method: 'POST',
  path: '/api/v1/dockerfile',
  summary: 'The bases of a Dockerfile, a compose file or a list of names, and which platforms they have',
  input: z.object({
    dockerfile: z.string().max(maxDockerfileLength, 'the file is larger than 256 KiB'),
    platforms: z.array(platformNameSchema).max(20).default([]).meta({ description: 'what you want to build for' }),
    args: z.record(z.string().max(200), z.string().max(2000)).default({}),
    buildPlatform: platformNameSchema.default('linux/amd64').meta({ description: 'of the machine that builds' }),
  }),
  output: dockerfileCheckSchema,
})
export type DockerfileInput = z.input<typeof checkDockerfileEndpoint.input>
