import 'server-only'
import type { Image } from '@/lib/contract/image'
import { InvalidManifestError } from '@/lib/oci/invalid-manifest-error'
import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { parseReference } from '@/lib/oci/reference'
import { RegistryError } from '@/lib/registry/errors'
import { inspectImage } from './inspect-image'
import type { RequestContext } from './request-context'

/** How long an answer may be kept, in seconds, and whether it can ever change. */
export interface Freshness {
  maxAgeSeconds: number
  isImmutable: boolean
}

export type PublicImage = Freshness & { image?: Image }

const unknownSeconds = 60
const tagSeconds = 300
const digestSeconds = 31_536_000

const isExpected = (error: unknown) =>
  error instanceof RegistryError || error instanceof InvalidReferenceError || error instanceof InvalidManifestError

/**
 * An image as everybody may see it; without `image` when it cannot be read, whatever the reason. `sizes` reads the
 * manifests behind an index too. The context has to be an anonymous one.
 */
export async function readPublicImage(
  { ref, sizes }: { ref: string; sizes: boolean },
  context: RequestContext,
): Promise<PublicImage> {
  const unknown = { maxAgeSeconds: unknownSeconds, isImmutable: false }
  try {
    const { digest } = parseReference(ref)
    const index = sizes ? undefined : await inspectImage({ ref, detail: 'index' }, context)
    // a single image says its platform only in its config
    const image = index && index.kind !== 'image' ? index : await inspectImage({ ref, detail: 'full' }, context)
    if (image.platforms.length === 0) return unknown
    const isImmutable = digest !== undefined
    return { image, isImmutable, maxAgeSeconds: isImmutable ? digestSeconds : tagSeconds }
  } catch (error) {
    context.signal?.throwIfAborted()
    if (isExpected(error)) return unknown
    throw error
  }
}

export function cacheControl({ maxAgeSeconds, isImmutable }: Freshness): string {
  return `public, max-age=${maxAgeSeconds}${isImmutable ? ', immutable' : ''}`
}
