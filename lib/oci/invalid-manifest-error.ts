/** Bytes that are no manifest we can read; `reason` tells a wrong shape from one that could be read in two ways. */
export class InvalidManifestError extends Error {
  override readonly name = 'InvalidManifestError'
  constructor(
    message: string,
    readonly reason: 'not-json' | 'ambiguous' | 'wrong-shape' | 'unknown-type' = 'wrong-shape',
  ) {
    super(message)
  }
}
