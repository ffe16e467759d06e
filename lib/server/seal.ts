/** Sealing: what is kept for a visitor can be read and changed by nobody who has not the operator's secret. */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import type { Secret } from '@/lib/registry/secret'

export interface Sealer {
  /** `purpose` names what it is for: sealed for one place, it opens at no other. */
  seal(text: string, purpose: string): string
  /** Undefined for what was sealed with another key or for another purpose, or was changed since. */
  open(sealed: string, purpose: string): string | undefined
}

interface Key {
  id: string
  bytes: Buffer
}

const cipherName = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

function deriveKey(secret: Secret): Key {
  const bytes = Buffer.from(hkdfSync('sha256', secret.reveal(), '', 'archipelago session 1', 32))
  const id = createHash('sha256').update(bytes).digest('base64url').slice(0, 10)
  return { id, bytes }
}

function openWith({ id, bytes }: Key, body: Buffer, purpose: string): string | undefined {
  const [nonce, tag] = [body.subarray(0, nonceBytes), body.subarray(nonceBytes, nonceBytes + tagBytes)]
  if (tag.length < tagBytes) return undefined
  try {
    const decipher = createDecipheriv(cipherName, bytes, nonce, { authTagLength: tagBytes })
    decipher.setAAD(Buffer.from(`${id} ${purpose}`)).setAuthTag(tag)
    return Buffer.concat([decipher.update(body.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

/**
 * AES-256-GCM with a key derived from each secret (HKDF-SHA256). The first one seals; all of them open, so that a secret can
 * be replaced without ending what was sealed with the old one. Sources: NIST SP 800-38D; RFC 5869.
 */
export function createSealer(secrets: readonly Secret[]): Sealer {
  const keys = secrets.map(deriveKey)
  const [first] = keys
  if (!first) throw new Error('There is no secret to seal with.')
  return {
    seal(text, purpose) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(cipherName, first.bytes, nonce, { authTagLength: tagBytes })
      cipher.setAAD(Buffer.from(`${first.id} ${purpose}`))
      const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `${first.id}.${Buffer.concat([nonce, cipher.getAuthTag(), content]).toString('base64url')}`
    },
    open(sealed, purpose) {
      const [id, body] = sealed.split('.')
      const key = keys.find((candidate) => candidate.id === id)
      return key && body !== undefined ? openWith(key, Buffer.from(body, 'base64url'), purpose) : undefined
    },
  }
}
