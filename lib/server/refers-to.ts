import 'server-only'
import { z } from 'zod'
import { decodeLargeJson } from '@/lib/oci/decode-json'
import type { Digest } from '@/lib/oci/digest'
import type { Reference } from '@/lib/oci/reference'
import { readManifest } from './read-manifest'
import type { RequestContext } from './request-context'

const documentSchema = z.looseObject({ subject: z.looseObject({ digest: z.string() }) })

/** A list of referrers is a claim; the document itself says what it refers to. @throws {InvalidManifestError | RegistryError} */
export async function refersTo(subject: Digest, referrer: Reference, context: RequestContext): Promise<boolean> {
  const { bytes } = await readManifest(referrer, context)
  return documentSchema.safeParse(await decodeLargeJson(bytes)).data?.subject.digest === subject
}
