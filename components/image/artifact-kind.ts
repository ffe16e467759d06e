import type { Image } from '@/lib/contract/image'
import { manifestShape } from '@/lib/oci/media-type'

const names: [RegExp, string][] = [
  [/helm\.config/, 'a Helm chart'],
  [/sigstore|cosign/, 'a signature'],
  [/in-toto/, 'an attestation'],
  [/spdx|cyclonedx/, 'a bill of materials (SBOM)'],
]

/** What an artifact's type is called by people; undefined for types that are not widely known. */
export function artifactName(artifactType: string | undefined): string | undefined {
  return names.find(([pattern]) => pattern.test(artifactType ?? ''))?.[1]
}

/** The signed Docker format from before 2015: an image once, but nothing that can be shown as one. */
export function isSchema1({ mediaType }: Image): boolean {
  return manifestShape(mediaType) === 'schema1'
}
