import { AddressBlockedError } from './egress'
import { RegistryError, type RegistryErrorKind } from './errors'
import { BodyCodingError, BodyTooLargeError } from './read-body'

interface Failure {
  kind: RegistryErrorKind
  sentence: (registry: string) => string
  retryable?: boolean
}

const brokenConnection: Failure = {
  kind: 'unreachable',
  sentence: (registry) => `The connection to ${registry} broke off. Try again.`,
}
const timedOut: Failure = {
  kind: 'timeout',
  sentence: (registry) => `${registry} did not answer in time. Try again in a moment.`,
}
const invalidHttp: Failure = {
  kind: 'invalid-answer',
  sentence: (registry) => `${registry} does not answer in valid HTTP. Check the address and the port.`,
}
const refused: Failure = {
  kind: 'unreachable',
  sentence: (registry) => `Nothing answers at ${registry}. Check the address, and whether the registry is running.`,
}
const unknownHost: Failure = {
  kind: 'unreachable',
  sentence: (registry) => `There is no host of the name ${registry}. Check the spelling.`,
  retryable: false,
}
const notLookedUp: Failure = {
  kind: 'unreachable',
  sentence: (registry) =>
    `The name ${registry} cannot be looked up at the moment. Try again, or check this machine’s network.`,
}
const unverified = (rest: string): Failure => ({
  kind: 'unreachable',
  sentence: (registry) => `The certificate of ${registry} ${rest}`,
  retryable: false,
})
const expired = unverified('has expired. Whoever runs the registry must renew it.')
const notYetValid = unverified('is not valid yet. Compare the clocks of this machine and of the registry.')
const otherName = unverified('is made out to another name. Check the address, or whether something is in between.')
const unknownAuthority = unverified(
  'comes from an authority that is not known here. If it is your own, add its certificate to the registry’s settings.',
)
const otherwiseUnverified = unverified('cannot be verified. Ask whoever runs the registry.')
const noTls: Failure = {
  kind: 'unreachable',
  sentence: (registry) =>
    `${registry} does not answer over https. If it is your own registry without https, list it as a plain-http registry.`,
  retryable: false,
}

const failures: Record<string, Failure> = {
  UND_ERR_CONNECT_TIMEOUT: timedOut,
  UND_ERR_HEADERS_TIMEOUT: timedOut,
  UND_ERR_BODY_TIMEOUT: timedOut,
  ETIMEDOUT: timedOut,
  UND_ERR_SOCKET: brokenConnection,
  ECONNRESET: brokenConnection,
  EPIPE: brokenConnection,
  ECONNABORTED: brokenConnection,
  ECONNREFUSED: refused,
  EHOSTUNREACH: refused,
  ENETUNREACH: refused,
  EADDRNOTAVAIL: refused,
  EAI_AGAIN: notLookedUp,
  EAI_FAIL: notLookedUp,
  ENOTFOUND: unknownHost,
  UND_ERR_HEADERS_OVERFLOW: invalidHttp,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: brokenConnection,
  CERT_HAS_EXPIRED: expired,
  CERT_NOT_YET_VALID: notYetValid,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownAuthority,
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  ERR_TLS_CERT_ALTNAME_INVALID: otherName,
  EPROTO: noTls,
}

function failureOf(code: string): Failure {
  const known = Object.hasOwn(failures, code) ? failures[code] : undefined
  if (known) return known
  if (code.startsWith('HPE_')) return invalidHttp
  if (code.startsWith('CERT_')) return otherwiseUnverified
  return code.startsWith('ERR_SSL_') ? noTls : brokenConnection
}

/** undici's words for 100 and 101, which nobody asked for. */
const isProtocolBreach = ({ name, message }: Error) =>
  name === 'SocketError' && (message === 'bad response' || message === 'bad upgrade')

/** undici and Node wrap: several addresses tried, a socket closed because of something else. */
function codeOf(error: unknown): string {
  if (error instanceof Error && (error.name === 'HTTPParserError' || isProtocolBreach(error))) return 'HPE_INVALID'
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.cause === undefined ? '' : codeOf(error.cause)
}

const connectCodes = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
])

/** Whether there never was a connection. A certificate that is refused comes from a host that is there. */
export function isConnectFailure(error: unknown): boolean {
  return connectCodes.has(codeOf(error))
}

export function abortedError(registry: string, cause?: unknown): RegistryError {
  return new RegistryError({ kind: 'aborted', registry, message: `The request to ${registry} was cancelled.`, cause })
}

export function timeoutError(registry: string, cause?: unknown): RegistryError {
  return new RegistryError({ kind: 'timeout', registry, message: timedOut.sentence(registry), cause })
}

const formatBytes = (bytes: number) =>
  bytes < 1_048_576 ? `${Math.ceil(bytes / 1024)} KiB` : `${Math.round(bytes / 1_048_576)} MiB`

const isBlocked = (error: unknown): boolean =>
  error instanceof AddressBlockedError || (error instanceof Error && isBlocked(error.cause))

/**
 * The same words for refused, closed, filtered, unknown and forbidden: by them nobody learns what stands in our network. The real
 * reason is the `cause`. What came from a registry that has answered stays as it is.
 */
export function hideNetwork(
  error: RegistryError,
  { isListed = false }: { isListed?: boolean | undefined },
): RegistryError {
  const { registry } = error
  const hasNoAnswer = error.kind === 'unreachable' || (error.kind === 'timeout' && !isListed)
  if (error.status !== undefined || !(hasNoAnswer || isBlocked(error))) return error
  const message = `${registry} cannot be reached from here. Check the address, or ask whoever runs this site.`
  return new RegistryError({
    kind: 'unreachable',
    registry,
    message,
    retryable: isListed && error.retryable,
    cause: error,
  })
}

/** Turns whatever stopped a request before or while its answer was read into a RegistryError. */
export function toRegistryError(error: unknown, registry: string): RegistryError {
  if (error instanceof RegistryError) return error
  if (error instanceof BodyTooLargeError) {
    const message = `The answer of ${registry} is larger than ${formatBytes(error.maxBytes)}, which is as much as is read here.`
    return new RegistryError({ kind: 'too-large', registry, message, cause: error })
  }
  if (error instanceof BodyCodingError) {
    const message = `${registry} sent a compressed answer that cannot be read. Try again, or ask whoever runs it.`
    return new RegistryError({ kind: 'invalid-answer', registry, message, cause: error })
  }
  if (error instanceof AddressBlockedError) {
    const message = `${registry} is not reached: its name leads to an address that may not be used from here.`
    return new RegistryError({ kind: 'not-allowed', registry, message, cause: error })
  }
  const { kind, sentence, retryable } = failureOf(codeOf(error))
  const message = sentence(registry)
  return new RegistryError({ kind, registry, message, cause: error, ...(retryable !== undefined && { retryable }) })
}
