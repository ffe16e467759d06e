export type RegistryErrorKind =
  | 'unauthorized'
  | 'denied'
  | 'not-found'
  | 'rate-limited'
  | 'too-large'
  | 'digest-mismatch'
  | 'invalid-answer'
  | 'unreachable'
  | 'timeout'
  | 'not-allowed'
  | 'rejected'
  | 'conflict'
  | 'unsupported'
  | 'unavailable'
  | 'aborted'

const retryableKinds: ReadonlySet<RegistryErrorKind> = new Set([
  'rate-limited',
  'unreachable',
  'timeout',
  'unavailable',
])

export interface RegistryErrorOptions {
  kind: RegistryErrorKind
  registry: string
  message: string
  /** Of the registry's answer; absent when there was none. */
  status?: number
  codes?: string[]
  detail?: unknown
  registryMessage?: string
  /** By which whoever runs the registry finds the request again. */
  requestId?: string
  retryAfterSeconds?: number
  /** Where the kind alone would say otherwise, for example a certificate that will not get better. */
  retryable?: boolean
  /** Where something of a repository was asked for, and not written. */
  readsRepository?: boolean
  cause?: unknown
}

/**
 * Whatever went wrong between us and a registry. `message` is one plain sentence for a person, with the registry's name and
 * what to do next; it never holds a query, a token or a header. `registryMessage` is what the registry said, as plain text.
 */
export class RegistryError extends Error {
  override readonly name = 'RegistryError'

  /** Next loads this module once for pages and once for route handlers, which share what they read: the name tells, not the class. */
  static override [Symbol.hasInstance](value: unknown): value is RegistryError {
    return value instanceof Error && value.name === 'RegistryError'
  }

  readonly kind: RegistryErrorKind
  readonly registry: string
  readonly status?: number
  readonly codes: string[]
  readonly detail?: unknown
  readonly registryMessage?: string
  readonly requestId?: string
  readonly retryAfterSeconds?: number
  readonly retryable: boolean
  readonly readsRepository: boolean

  constructor(options: RegistryErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause })
    this.kind = options.kind
    this.registry = options.registry
    this.codes = options.codes ?? []
    this.retryable = options.retryable ?? retryableKinds.has(options.kind)
    this.readsRepository = options.readsRepository ?? false
    if (options.status !== undefined) this.status = options.status
    if (options.detail !== undefined) this.detail = options.detail
    if (options.registryMessage) this.registryMessage = options.registryMessage
    if (options.requestId) this.requestId = options.requestId
    if (options.retryAfterSeconds !== undefined) this.retryAfterSeconds = options.retryAfterSeconds
  }

  /** The same, said of reading something in a repository. One error may be thrown to several callers, so it stays as it is. */
  ofReading(): RegistryError {
    return new RegistryError({ ...this, message: this.message, readsRepository: true, cause: this.cause })
  }
}
