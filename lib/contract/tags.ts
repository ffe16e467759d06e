import { z } from 'zod'
import { countSchema, defineEndpoint, defineStream, repeatedSchema } from './endpoint'
import { apiErrorSchema } from './error'

export const tagPageSchema = z
  .object({
    repository: z.string(),
    tags: z.array(z.string()),
    digests: z
      .record(z.string(), z.string())
      .optional()
      .meta({ description: 'by tag, where the registry tells them along with the tags' }),
    next: z.string().optional().meta({ description: 'the `last` of the next page; absent on the last page' }),
  })
  .meta({ id: 'TagPage' })
export type TagPage = z.infer<typeof tagPageSchema>

export const listTagsEndpoint = defineEndpoint({
  method: 'GET',
  path: '/api/v1/tags',
  summary: 'The tags of a repository, a page at a time',
  input: z.object({
    repository: z.string(),
    n: countSchema.optional().meta({ description: 'tags at most; without it, as many as the registry gives at once' }),
    last: z.string().optional().meta({ description: 'a tag to start after, or the `next` of the page before' }),
  }),
  output: tagPageSchema,
})

/** What a tag names. Sizes in bytes, times RFC 3339; what is absent is unknown. */
export const tagFactsSchema = z
  .object({
    tag: z.string(),
    digest: z.string(),
    kind: z.enum(['index', 'image', 'artifact']),
    mediaType: z
      .string()
      .optional()
      .meta({ description: 'of an artifact, and of an image in the old format (schema 1)' }),
    platforms: z.array(z.string()),
    /** The images behind it, by platform; of a single image, itself. */
    images: z.array(
      z.object({
        platform: z.string(),
        digest: z.string(),
        created: z.string().optional(),
        size: z.number().optional().meta({ description: 'compressed bytes' }),
      }),
    ),
    created: z.string().optional(),
    size: z
      .number()
      .optional()
      .meta({ description: 'compressed bytes; of an index, those of its linux/amd64 image, else of its first' }),
  })
  .meta({ id: 'TagFacts' })
export type TagFacts = z.infer<typeof tagFactsSchema>

export const tagFailureSchema = z.object({ tag: z.string(), error: apiErrorSchema }).meta({ id: 'TagFailure' })

export const tagLineSchema = z.union([tagFactsSchema, tagFailureSchema])
export type TagLine = z.infer<typeof tagLineSchema>

export const listTagPlatformsEndpoint = defineStream({
  method: 'GET',
  path: '/api/v1/tags/platforms',
  summary: 'The platforms of many tags, each as soon as it is known, in any order',
  input: z.object({
    repository: z.string(),
    tag: repeatedSchema.optional().meta({ description: 'these tags; without any, a page of the repository’s' }),
    n: countSchema.optional(),
    last: z.string().optional(),
    detail: z.enum(['platforms', 'full', 'matrix']).default('platforms').meta({
      description:
        '`full` also reads size and age of one image of each index, `matrix` of all; an index then has a second line with them',
    }),
  }),
  line: tagLineSchema,
})
export type TagDetail = z.output<typeof listTagPlatformsEndpoint.input>['detail']

export const repositoryPageSchema = z
  .object({ registry: z.string(), repositories: z.array(z.string()), next: z.string().optional() })
  .meta({ id: 'RepositoryPage' })
export type RepositoryPage = z.infer<typeof repositoryPageSchema>

export const listRepositoriesEndpoint = defineEndpoint({
  method: 'GET',
  path: '/api/v1/catalog',
  summary: 'The repositories of a registry, a page at a time',
  input: z.object({ registry: z.string(), n: countSchema.optional(), last: z.string().optional() }),
  output: repositoryPageSchema,
})

export const suggestionSchema = z
  .object({
    target: z.string(),
    sources: z.array(
      z.object({
        tag: z.string(),
        platform: z.string().meta({ description: 'as the image’s config says; “unknown” where it could not be read' }),
        problems: z.array(z.object({ code: z.string(), message: z.string() })),
      }),
    ),
    state: z.enum(['missing', 'stale', 'current']),
  })
  .meta({ id: 'Suggestion' })
export type Suggestion = z.infer<typeof suggestionSchema>

export const listSuggestionsEndpoint = defineEndpoint({
  method: 'GET',
  path: '/api/v1/suggestions',
  summary: 'The merges that a repository’s tags suggest',
  input: z.object({ repository: z.string() }),
  output: z.array(suggestionSchema),
})
