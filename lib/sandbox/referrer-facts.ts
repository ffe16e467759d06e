import { z } from 'zod'
import { decodeJson } from '@/lib/oci/decode-json'
import { digestSchema } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'

const factsSchema = z.looseObject({
  subject: z.looseObject({ digest: digestSchema }).nullish().catch(undefined),
  artifactType: z.string().optional().catch(undefined),
  config: z.looseObject({ mediaType: z.string() }).optional().catch(undefined),
  annotations: z.record(z.string(), z.string()).nullish().catch(undefined),
})

interface ReferrerFacts {
  subject?: Digest
  artifactType?: string
  annotations?: Record<string, string>
}

function decode(bytes: Uint8Array): unknown {
  try {
    return decodeJson(bytes)
  } catch {
    return undefined
  }
}

/**
 * What a list of referrers tells of a manifest; nothing of bytes that are no manifest.
 * An image without an artifact type has its config's type instead. Source: distribution-spec v1.1, "Listing Referrers".
 */
export function readReferrerFacts(bytes: Uint8Array): ReferrerFacts {
  const { data } = factsSchema.safeParse(decode(bytes))
  const artifactType = data?.artifactType || data?.config?.mediaType
  return {
    ...(data?.subject ? { subject: data.subject.digest } : {}),
    ...(artifactType ? { artifactType } : {}),
    ...(data?.annotations ? { annotations: data.annotations } : {}),
  }
}
