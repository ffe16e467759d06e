/** Annotation keys that carry meaning for us. Sources: image-spec, annotations.md; BuildKit, attestation-storage.md; in-toto. */
export const annotationKeys = {
  referenceType: 'vnd.docker.reference.type',
  referenceDigest: 'vnd.docker.reference.digest',
  predicateType: 'in-toto.io/predicate-type',
  created: 'org.opencontainers.image.created',
} as const

/** The value of `vnd.docker.reference.type` on a BuildKit attestation. */
export const attestationReferenceType = 'attestation-manifest'
