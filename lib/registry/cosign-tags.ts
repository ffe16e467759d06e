import type { RegistryClient } from './client'
import type { ManifestHead } from './manifest-answer'
import { headManifest } from './manifests'
import { fallbackTag, type Subject } from './referrers-tag'

const suffixes = { signature: 'sig', attestation: 'att', sbom: 'sbom' } as const

export interface CosignTag extends ManifestHead {
  tag: string
  kind: keyof typeof suffixes
}

/**
 * What cosign has left beside an image in tags of its own, `sha256-<hex>.sig` and the like, as it does without referrers.
 * @throws {RegistryError} Source: sigstore/cosign, "Signature Spec", "Storage".
 */
export async function listCosignTags(client: RegistryClient, subject: Subject): Promise<CosignTag[]> {
  const { repository, digest, signal } = subject
  const kinds = ['signature', 'attestation', 'sbom'] as const
  const found = await Promise.all(
    kinds.map(async (kind): Promise<CosignTag[]> => {
      const tag = `${fallbackTag(digest)}.${suffixes[kind]}`
      const head = await headManifest(client, { repository, name: tag, mayBeStale: true, signal })
      // GitLab reads the front of the tag as a digest
      return head && head.digest !== digest ? [{ ...head, tag, kind }] : []
    }),
  )
  return found.flat()
}
