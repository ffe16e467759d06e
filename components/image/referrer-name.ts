import type { Referrer } from '@/lib/contract/image-config'
import { attestationName } from './attestation-name'

const names: [RegExp, string][] = [
  [/^application\/vnd\.cncf\.notary\.signature/, 'Signature (notation)'],
  [/^application\/vnd\.dev\.cosign\.(artifact\.sig|simplesigning|signature)/, 'Signature (cosign)'],
  [/^application\/vnd\.dev\.cosign\.attestation/, 'Attestation (cosign)'],
  [/^application\/vnd\.dev\.cosign\.sbom/, 'SBOM (cosign)'],
  [/^application\/vnd\.dev\.sigstore\.bundle/, 'Signature (Sigstore bundle)'],
  [/spdx/, 'SBOM (SPDX)'],
  [/cyclonedx/, 'SBOM (CycloneDX)'],
  [/syft/, 'SBOM (Syft)'],
  [/openvex|vnd\.csaf|\bvex\b/, 'Statement on vulnerabilities (VEX)'],
  [/sarif|vulnerabilit|security\.report/, 'Vulnerability report'],
  [/slsa|provenance/, 'Provenance'],
  [/in-toto/, 'Attestation (in-toto)'],
  [/helm/, 'Helm chart'],
  [/vnd\.oci\.image\.(manifest|index)/, 'Image'],
]

/** Where cosign writes what its bundle holds: a signature, or a statement of some type. */
const predicateKey = 'dev.sigstore.bundle.predicateType'

/** What a referrer is called by people. */
export function referrerName({ artifactType, annotations }: Pick<Referrer, 'artifactType' | 'annotations'>): string {
  const predicate = Object.hasOwn(annotations, predicateKey) ? annotations[predicateKey] : undefined
  if (predicate && !/sigstore\.dev\/cosign\/sign\//.test(predicate))
    return `${attestationName(predicate)} (Sigstore bundle)`
  const known = names.find(([pattern]) => pattern.test(artifactType ?? ''))?.[1]
  return known ?? (artifactType ? 'Another artifact' : 'An artifact without a type')
}
