import { z } from 'zod'

const factsSchema = z.object({
  annotations: z.record(z.string(), z.string()).catch({}),
  artifactType: z.string().optional().catch(undefined),
})

export type IndexFacts = z.infer<typeof factsSchema>

/** What an index says of itself beside its entries; nothing for a text that is no index. */
export function indexFacts(body: string | undefined): IndexFacts {
  try {
    return factsSchema.parse(JSON.parse(body ?? '{}'))
  } catch {
    return { annotations: {} }
  }
}
