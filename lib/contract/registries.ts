import { z } from 'zod'
import { defineEndpoint } from './endpoint'

/** What is known of a registry without asking it. */
export const knownRegistrySchema = z
  .object({
    registry: z.string(),
    name: z.string().meta({ description: 'to show to people' }),
    signIn: z
      .object({ username: z.string().optional(), via: z.enum(['session', 'docker-config', 'operator']) })
      .nullable()
      .meta({ description: 'with whose sign-in it is asked; operator: for some of its repositories, and for reading' }),
    rateLimit: z
      .object({ limit: z.number().optional(), remaining: z.number().optional(), resetsAt: z.string().optional() })
      .optional(),
    warnings: z.array(z.string()),
    /** The stored sign-in was refused; what is shown is what everybody may see. */
    signInRefused: z.boolean(),
  })
  .meta({ id: 'KnownRegistry' })
export type KnownRegistry = z.infer<typeof knownRegistrySchema>

export const listRegistriesEndpoint = defineEndpoint({
  method: 'GET',
  path: '/api/v1/registries',
  summary: 'The registries that are known here, and who is signed in',
  input: z.object({}),
  output: z.object({ registries: z.array(knownRegistrySchema), readOnly: z.boolean() }),
})

export const registryCheckSchema = z
  .object({
    registry: z.string(),
    isReachable: z.boolean(),
    /** Why not, or what to know, in a sentence. */
    message: z.string().optional(),
    latencyMs: z.number().optional().meta({ description: 'absent where nothing answered' }),
    hasCatalog: z.boolean().optional(),
    hasReferrers: z.boolean().optional().meta({ description: 'absent where it cannot be told' }),
    deletes: z
      .enum(['nothing', 'digests'])
      .optional()
      .meta({ description: 'what can be deleted, of registries of which it is known' }),
    isReadOnly: z.boolean().optional().meta({ description: 'the server’s settings take writing away' }),
  })
  .meta({ id: 'RegistryCheck' })
export type RegistryCheck = z.infer<typeof registryCheckSchema>

export const checkRegistryEndpoint = defineEndpoint({
  method: 'GET',
  path: '/api/v1/registries/check',
  summary: 'Whether a registry can be reached, how fast, and what it offers',
  input: z.object({ registry: z.string() }),
  output: registryCheckSchema,
})

export const signInEndpoint = defineEndpoint({
  method: 'POST',
  path: '/api/v1/registries/sign-in',
  summary: 'Signs this browser in to a registry, once the registry has accepted it',
  input: z.object({
    registry: z.string(),
    username: z.string().trim().min(1, 'it must not be empty').max(256),
    password: z.string().min(1, 'it must not be empty').max(32_768).meta({ description: 'or an access token' }),
  }),
  output: z.object({ registry: z.string(), username: z.string(), isConfirmed: z.boolean() }),
  // nothing at a registry changes, but a foreign page must not choose with whose rights somebody works
  changesSession: true,
})

export const signOutEndpoint = defineEndpoint({
  method: 'POST',
  path: '/api/v1/registries/sign-out',
  summary: 'Forgets this browser’s sign-in to a registry',
  input: z.object({ registry: z.string() }),
  output: z.object({ registry: z.string() }),
  changesSession: true,
})
