import { z } from 'zod'
import { decodeLargeJson } from './decode-json'
import type { Digest } from './digest'
import { InvalidManifestError } from './invalid-manifest-error'
import { lenientList, lenientText, lenientTexts } from './lenient-schema'

/** What somebody says about some content: of which, and what. */
export interface Statement {
  predicateType: string
  subjects: { name?: string | undefined; digests: string[] }[]
  predicate: unknown
}

const statementSchema = z.object({
  predicateType: z.string().min(1).max(1_000),
  subject: lenientList(z.object({ name: lenientText, digest: lenientTexts })),
  predicate: z.unknown().optional(),
})

const envelopeSchema = z.object({ payloadType: z.string(), payload: z.string() })
const bundleSchema = z.object({ dsseEnvelope: envelopeSchema })

function decodeBase64(text: string): Uint8Array {
  try {
    const standard = text.replaceAll('-', '+').replaceAll('_', '/')
    return Uint8Array.from(atob(standard), (character) => character.charCodeAt(0))
  } catch {
    throw new InvalidManifestError('The envelope’s payload is not base64.')
  }
}

/**
 * What an envelope holds; the document itself where it is none. The signatures are not checked.
 * @throws {InvalidManifestError} Sources: DSSE, "envelope.md"; Sigstore bundle, `dsseEnvelope`.
 */
export async function openEnvelope(
  document: unknown,
  limits: { maxValues: number },
): Promise<{ document: unknown; isSigned: boolean }> {
  const envelope = envelopeSchema.safeParse(document).data ?? bundleSchema.safeParse(document).data?.dsseEnvelope
  if (!envelope) return { document, isSigned: false }
  return { document: await decodeLargeJson(decodeBase64(envelope.payload), limits), isSigned: true }
}

/** Undefined where the document is no statement. Source: in-toto attestation, "statement.md", v0.1 and v1. */
export function readStatement(document: unknown): Statement | undefined {
  const parsed = statementSchema.safeParse(document)
  if (!parsed.success) return undefined
  const { predicateType, subject, predicate } = parsed.data
  const subjects = subject.map(({ name, digest }) => ({
    ...(name === undefined ? {} : { name }),
    digests: Object.entries(digest).map(([algorithm, hex]) => `${algorithm}:${hex}`),
  }))
  return { predicateType, subjects, predicate }
}

/** Whether a statement speaks of this content; `unknown` where it does not say of which it speaks. */
export function describesImage(subjects: Statement['subjects'], digest: Digest): 'yes' | 'no' | 'unknown' {
  const digests = subjects.flatMap((subject) => subject.digests)
  if (digests.length === 0) return 'unknown'
  return digests.includes(digest) ? 'yes' : 'no'
}
