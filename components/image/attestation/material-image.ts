import type { Provenance } from '@/lib/contract/attestation'
import { isDigest } from '@/lib/oci/digest'
import { formatReference, parseReference } from '@/lib/oci/reference'

/** The image that a purl such as `pkg:docker/alpine@3.20?platform=linux%2Famd64` names, pinned where its digest is known. */
export function materialImage({
  uri,
  digest,
}: Provenance['materials'][number]): { name: string; reference: string } | undefined {
  const found = /^pkg:docker\/([^@?#]+)(?:@([^?#]+))?/.exec(uri)
  if (!found) return undefined
  try {
    const [name = '', version = ''] = found.slice(1).map((part) => decodeURIComponent(part ?? ''))
    const tagged = isDigest(version) ? `${name}@${version}` : version === '' ? name : `${name}:${version}`
    const reference = parseReference(tagged)
    return { name: tagged, reference: formatReference(isDigest(digest) ? { ...reference, digest } : reference) }
  } catch {
    return undefined
  }
}
