/** Digests as text. Computing one needs node:crypto and lives in compute-digest.ts, so that the browser can load this file. */

const hexLengths = { sha256: 64, sha512: 128 } as const

export type DigestAlgorithm = keyof typeof hexLengths
export type Digest = `${DigestAlgorithm}:${string}`

const grammar = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/

/** `supported`: sha256 or sha512 in lower-case hex of full length. `unsupported`: a digest by the grammar, but none we can verify. */
export function classifyDigest(text: string): 'supported' | 'unsupported' | 'invalid' {
  if (text.length > 300 || !grammar.test(text)) return 'invalid'
  const [algorithm = '', hex = ''] = text.split(':')
  if (!Object.hasOwn(hexLengths, algorithm)) return 'unsupported'
  return hex.length === hexLengths[algorithm as DigestAlgorithm] && /^[0-9a-f]+$/.test(hex) ? 'supported' : 'invalid'
}

export function isDigest(text: unknown): text is Digest {
  return typeof text === 'string' && classifyDigest(text) === 'supported'
}

export function digestAlgorithm(digest: Digest): DigestAlgorithm {
  return digest.slice(0, digest.indexOf(':')) as DigestAlgorithm
}

/** The first twelve hexadecimal characters, as Docker shows them. */
export function shortDigest(digest: string): string {
  const hex = digest.slice(digest.indexOf(':') + 1)
  return hex.slice(0, 12)
}
