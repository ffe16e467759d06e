/** A statement beside a platform: the attestation’s manifest, and which of its documents. */
export interface ChosenDocument {
  digest: string
  predicateType: string
}
