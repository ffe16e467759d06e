/** Bytes that are no manifest we can read; `reason` tells a wrong shape from one that could be read in two ways. */
export class InvalidManifestError extends Error {
  override readonly name = 'InvalidManifestError'

  /** Next loads this module once for pages and once for route handlers, which share what they read: the name tells, not the class. */
  static override [Symbol.hasInstance](value: unknown): value is InvalidManifestError {
    return value instanceof Error && value.name === 'InvalidManifestError'
  }

  constructor(
    message: string,
    readonly reason: 'not-json' | 'ambiguous' | 'wrong-shape' | 'unknown-type' = 'wrong-shape',
  ) {
    super(message)
  }
}
