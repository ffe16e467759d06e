import { isDigest } from '@/lib/oci/digest'

const contentPath = /^\/v2\/.+\/(?:manifests|blobs)\/([^/?]+)$/

/**
 * The path under which a mirror is asked, or undefined for what only the registry itself can say: lists, and where a tag points now,
 * unless nothing can be written because of it. `ns` tells a cache whose content is meant.
 * Source: distribution-spec v1.1, "Registry Proxying".
 */
export function mirrorPath(
  { path, mayBeStale }: { path: string; mayBeStale?: boolean | undefined },
  { registry, place, isReadOnly }: { registry: string; place: string; isReadOnly: boolean },
): string | undefined {
  const name = contentPath.exec(path)?.[1]
  if (name === undefined || !(isDigest(name) || mayBeStale || isReadOnly)) return undefined
  return place === registry ? path : `${path}?ns=${registry}`
}
