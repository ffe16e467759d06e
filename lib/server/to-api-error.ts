import 'server-only'
import { randomUUID } from 'node:crypto'
import { type ApiError, ApiFailure, type ErrorCode } from '@/lib/contract/error'
import { InvalidManifestError } from '@/lib/oci/invalid-manifest-error'
import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { RegistryError, type RegistryErrorKind } from '@/lib/registry/errors'
import { processConfig } from './config'
import { hideDifferences } from './hide-differences'
import { log } from './log'

/** The one table from what can go wrong at a registry to what the API says. */
const registryCodes: Record<RegistryErrorKind, ErrorCode> = {
  unauthorized: 'UNAUTHORIZED',
  denied: 'DENIED',
  'not-found': 'NOT_FOUND',
  'rate-limited': 'RATE_LIMITED',
  'too-large': 'TOO_LARGE',
  'digest-mismatch': 'DIGEST_MISMATCH',
  'invalid-answer': 'REGISTRY_INVALID',
  unreachable: 'REGISTRY_UNREACHABLE',
  timeout: 'REGISTRY_TIMEOUT',
  'not-allowed': 'REGISTRY_NOT_ALLOWED',
  rejected: 'UNPROCESSABLE',
  conflict: 'CONFLICT',
  unsupported: 'UNPROCESSABLE',
  unavailable: 'REGISTRY_UNREACHABLE',
  aborted: 'INTERNAL',
}

function fromRegistry(error: RegistryError): ApiError {
  // what strangers are told is the same for every way of not being reached; the operator reads here which it was
  const { registry, kind, cause } = error
  if (kind === 'unreachable' && cause instanceof RegistryError)
    log().info({ registry, kind: cause.kind, said: cause.message }, 'told as unreachable')
  const hidden = processConfig().mode === 'shared' ? hideDifferences(error) : undefined
  if (hidden) return hidden
  return {
    code: registryCodes[error.kind],
    message: error.message,
    detail: {
      registry: error.registry,
      ...(error.status === undefined ? {} : { status: error.status }),
      ...(error.codes.length === 0 ? {} : { codes: error.codes }),
      ...(error.registryMessage === undefined ? {} : { registryMessage: error.registryMessage }),
      ...(error.requestId === undefined ? {} : { requestId: error.requestId }),
    },
    ...(error.retryAfterSeconds === undefined ? {} : { retryAfter: error.retryAfterSeconds }),
  }
}

/** Next names the reason of its signal ResponseAborted when the browser has left. */
const abortNames = new Set(['AbortError', 'ResponseAborted'])

function isAbort(error: unknown): boolean {
  if (error instanceof RegistryError) return error.kind === 'aborted'
  return error instanceof Error && abortNames.has(error.name)
}

/** Whatever was thrown, as the API says it. What we did not foresee is logged with an id and shown as a constant sentence. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiFailure) return error.error
  if (error instanceof InvalidReferenceError) return { code: 'REFERENCE_INVALID', message: error.message }
  if (error instanceof RegistryError) return fromRegistry(error)
  if (error instanceof InvalidManifestError)
    return {
      code: 'REGISTRY_INVALID',
      message: `${error.message} Its bytes can be downloaded as they are.`,
      detail: { hasDocument: true },
    }
  const id = randomUUID()
  if (!isAbort(error)) log().error({ id, err: error }, 'unforeseen error')
  return { code: 'INTERNAL', message: 'Something went wrong in Archipelago itself; try again.', detail: { id } }
}
