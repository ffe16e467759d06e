import 'server-only'
import { z } from 'zod'
import { decodeLargeJson } from '@/lib/oci/decode-json'
import { descriptorSchema } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'
import type { Reference } from '@/lib/oci/reference'
import { RegistryError } from '@/lib/registry/errors'
import { enterReferrer } from '@/lib/registry/referrers-tag'
import { log } from './log'
import type { RequestContext } from './request-context'

const documentSchema = z.looseObject({
  subject: descriptorSchema.nullish(),
  artifactType: z.string().optional(),
  config: z.looseObject({ mediaType: z.string() }).nullish(),
  annotations: z.record(z.string(), z.string()).nullish(),
})

interface Written {
  target: Reference
  bytes: Uint8Array
  mediaType: string
  digest: Digest
  /** What the registry says it has taken note of itself. */
  notedSubject: Digest | undefined
}

/**
 * Where the registry does not list referrers, a client that writes one enters it in the tag that stands in for the list. The
 * write itself stands either way. Source: distribution-spec v1.1, "Pushing Manifests with Subject".
 */
export async function enterSubject(written: Written, { access, signal }: RequestContext): Promise<void> {
  const { target, bytes, mediaType, digest, notedSubject } = written
  const document = documentSchema.safeParse(await decodeLargeJson(bytes)).data
  const subject = document?.subject
  if (!subject || notedSubject === subject.digest) return
  const artifactType = document.artifactType || document.config?.mediaType
  const entry = {
    mediaType,
    digest,
    size: bytes.byteLength,
    ...(artifactType === undefined ? {} : { artifactType }),
    ...(document.annotations ? { annotations: document.annotations } : {}),
  }
  const { registry, repository } = target
  try {
    await enterReferrer(access.client(registry), { repository, digest: subject.digest, entry, signal })
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error
    log().warn({ registry, repository, subject: subject.digest, kind: error.kind }, 'referrer not entered')
  }
}
