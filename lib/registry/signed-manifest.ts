import { z } from 'zod'

const signatureSchema = z.looseObject({ signatures: z.array(z.looseObject({ protected: z.string() })).min(1) })
const protectedSchema = z.looseObject({ formatLength: z.number().int().nonnegative(), formatTail: z.string() })

/**
 * What the digest of a signed schema 1 manifest is of: the document as it was before the signatures went in. Undefined when that
 * cannot be told. Source: docker/libtrust, JSON signatures.
 */
export function signedPayload(bytes: Uint8Array): Uint8Array | undefined {
  try {
    const document = signatureSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
    const header = Buffer.from(document.signatures[0]?.protected ?? '', 'base64url').toString('utf8')
    const { formatLength, formatTail } = protectedSchema.parse(JSON.parse(header))
    if (formatLength > bytes.length) return undefined
    return Buffer.concat([bytes.subarray(0, formatLength), Buffer.from(formatTail, 'base64url')])
  } catch {
    return undefined
  }
}
