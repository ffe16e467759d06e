import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { canonicalRegistry, isRegistry } from '@/lib/oci/reference'

/** @throws {InvalidReferenceError} */
export function parseRegistry(text: string): string {
  const trimmed = text.trim()
  if (isRegistry(trimmed)) return canonicalRegistry(trimmed)
  const message = `“${trimmed.slice(0, 100)}” is not a registry; write it as host or host:port, for example ghcr.io.`
  throw new InvalidReferenceError(message, text)
}
