import { z } from 'zod'

/** What registries put into an error's body. Source: distribution-spec v1.1, "Error Codes". */
export const registryErrorBodySchema = z.object({
  errors: z
    .array(z.looseObject({ code: z.string(), message: z.string().nullish(), detail: z.unknown().optional() }))
    .min(1),
})
