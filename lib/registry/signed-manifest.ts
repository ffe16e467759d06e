import { z } from 'zod'
import { decodeJson } from '@/lib/oci/decode-json'

/** Those that were ever pushed are far shorter. */
const maxBytes = 1_048_576

const signatureSchema = z.looseObject({ signatures: z.array(z.looseObject({ protected: z.string() })).min(1) })
const protectedSchema = z.looseObject({ formatLength: z.number().int().nonnegative(), formatTail: z.string() })

/**
 * What the digest of a signed schema 1 manifest is of: the document as it was before the signatures went in. Undefined when that
 * cannot be told. Source: docker/libtrust, JSON signatures.
 */
export function signedPayload(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes.length > maxBytes) return undefined
  try {
    const document = signatureSchema.parse(decodeJson(bytes))
    const header = Buffer.from(document.signatures[0]?.protected ?? '', 'base64url')
    const { formatLength, formatTail } = protectedSchema.parse(decodeJson(header))
    if (formatLength > bytes.length) return undefined
    return Buffer.concat([bytes.subarray(0, formatLength), Buffer.from(formatTail, 'base64url')])
  } catch {
    return undefined
  }
}
