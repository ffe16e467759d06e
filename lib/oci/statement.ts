import { z } from 'zod'
import { decodeLargeJson } from './decode-json'
import type { Digest } from './digest'
import { InvalidManifestError } from './invalid-manifest-error'
import { lenientList, lenientText, lenientTexts } from './lenient-schema'
import { yieldLongTurn } from './yield-turn'

/** What somebody says about some content: of which, and what. */
export interface Statement {
  predicateType: string
  subjects: { name?: string | undefined; digests: string[] }[]
  predicate: unknown
}

const maxSubjects = 2_000

const statementSchema = z.object({
  predicateType: z.string().min(1).max(1_000),
  subject: lenientList(z.object({ name: lenientText, digest: lenientTexts }), maxSubjects),
  predicate: z.unknown().optional(),
})

const envelopeSchema = z.object({ payloadType: z.string(), payload: z.string() })
const bundleSchema = z.object({ dsseEnvelope: envelopeSchema })

/** Decoded in less than a millisecond. */
const partLength = 262_144

/** Either alphabet; what is missing at the end is no fault. */
async function decodeBase64(text: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let left = ''
  for (let start = 0; start < text.length; start += partLength) {
    await yieldLongTurn()
    const known = left + text.slice(start, start + partLength).replaceAll(/\s+/g, '')
    const isLast = start + partLength >= text.length
    const part = isLast ? known.replace(/={1,2}$/, '') : known.slice(0, known.length - (known.length % 4))
    left = isLast ? '' : known.slice(part.length)
    if (!/^[\w+/-]*$/.test(part) || part.length % 4 === 1)
      throw new InvalidManifestError('The envelope’s payload is not base64.')
    parts.push(Buffer.from(part, 'base64'))
  }
  return Buffer.concat(parts)
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
  return { document: await decodeLargeJson(await decodeBase64(envelope.payload), limits), isSigned: true }
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
