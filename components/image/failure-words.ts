import { hasAnswered } from '@/components/reference/has-answered'
import type { ApiError, ErrorCode } from '@/lib/contract/error'

const titles: Record<ErrorCode, string> = {
  REFERENCE_INVALID: 'This is not an image reference',
  REQUEST_INVALID: 'This address cannot be read',
  UNAUTHORIZED: 'This image needs a sign-in',
  DENIED: 'The registry does not allow this',
  REGISTRY_NOT_ALLOWED: 'This registry is not allowed here',
  READ_ONLY: 'This server only reads',
  NOT_FOUND: 'There is no such image',
  METHOD_NOT_ALLOWED: 'This address cannot be asked so',
  CONFLICT: 'Something changed meanwhile',
  PLAN_CHANGED: 'Something changed meanwhile',
  TOO_LARGE: 'This is too large to read',
  UNPROCESSABLE: 'This cannot be shown',
  RATE_LIMITED: 'The registry asks to wait',
  TOO_BUSY: 'Archipelago has too much to do',
  SHUTTING_DOWN: 'Archipelago is being restarted',
  INTERNAL: 'Something went wrong here',
  DIGEST_MISMATCH: 'The content does not match its digest',
  REGISTRY_INVALID: 'The registry’s answer makes no sense',
  REGISTRY_UNREACHABLE: 'The registry cannot be reached',
  REGISTRY_TIMEOUT: 'The registry took too long',
}

/** The heading over the server's sentence. */
export function failureTitle(error: ApiError): string {
  return error.code === 'REGISTRY_UNREACHABLE' && hasAnswered(error) ? 'The registry has a problem' : titles[error.code]
}

/** Where asking again, unchanged, may help. */
export const isWorthRetrying: Record<ErrorCode, boolean> = {
  REFERENCE_INVALID: false,
  REQUEST_INVALID: false,
  UNAUTHORIZED: false,
  DENIED: false,
  REGISTRY_NOT_ALLOWED: false,
  READ_ONLY: false,
  NOT_FOUND: true,
  METHOD_NOT_ALLOWED: false,
  CONFLICT: true,
  PLAN_CHANGED: true,
  TOO_LARGE: false,
  UNPROCESSABLE: false,
  RATE_LIMITED: true,
  TOO_BUSY: true,
  SHUTTING_DOWN: true,
  INTERNAL: true,
  DIGEST_MISMATCH: true,
  REGISTRY_INVALID: true,
  REGISTRY_UNREACHABLE: true,
  REGISTRY_TIMEOUT: true,
}
