import { registryHref, textFromSegments } from '@/lib/contract/links'
import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { canonicalRegistry, isRegistry, parseReference } from '@/lib/oci/reference'

export type RegistryAddress =
  | { registry: string; href: `/registry/${string}`; isCanonical: boolean; fault?: undefined }
  | { registry?: undefined; fault: string }

/** Whether a reference that begins with it would be looked for there: `team/app` is on Docker Hub. */
function beginsReferences(registry: string): boolean {
  try {
    return parseReference(`${registry}/name`).registry === registry
  } catch (error) {
    if (error instanceof InvalidReferenceError) return false
    throw error
  }
}

/** What the segment of a page’s address names: a registry, or the sentence that says what to write instead. */
export function registryFromSegment(segment: string): RegistryAddress {
  const text = textFromSegments([segment])
  if (text === undefined || !isRegistry(text))
    return { fault: 'This is not the address of a registry; write it as host or host:port, for example ghcr.io.' }
  const registry = canonicalRegistry(text)
  if (!beginsReferences(registry))
    return {
      fault: `“${text}” alone would be read as a part of a name on Docker Hub; add the domain or the port, for example ${text}:5000.`,
    }
  return { registry, href: registryHref(registry), isCanonical: registry === text }
}
