const names: [RegExp, string][] = [
  [/^https:\/\/(www\.)?(spdx\.dev|cyclonedx\.org)\//, 'SBOM'],
  [/^https:\/\/slsa\.dev\/(provenance|verification)/, 'Provenance'],
  [/cosign\.sigstore\.dev|sigstore/, 'Signature'],
]

/** What an in-toto predicate type is called by people: `https://spdx.dev/Document` is an SBOM. */
export function attestationName(predicateType: string): string {
  const known = names.find(([pattern]) => pattern.test(predicateType))?.[1]
  return known ?? predicateType.replace(/^https?:\/\//, '')
}
