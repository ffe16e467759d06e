import { z } from 'zod'

/** Every code the API can answer with, and its HTTP status. Adding one here makes each table that misses it fail to compile. */
export const errorStatuses = {
  REFERENCE_INVALID: 400,
  REQUEST_INVALID: 400,
  UNAUTHORIZED: 401,
  DENIED: 403,
  REGISTRY_NOT_ALLOWED: 403,
  READ_ONLY: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409,
  PLAN_CHANGED: 409,
  TOO_LARGE: 413,
  UNPROCESSABLE: 422,
  RATE_LIMITED: 429,
  TOO_BUSY: 429,
  INTERNAL: 500,
  SHUTTING_DOWN: 503,
  DIGEST_MISMATCH: 502,
  REGISTRY_INVALID: 502,
  REGISTRY_UNREACHABLE: 502,
  REGISTRY_TIMEOUT: 504,
} as const

export type ErrorCode = keyof typeof errorStatuses

export const errorCodeSchema = z.enum(Object.keys(errorStatuses) as [ErrorCode, ...ErrorCode[]])

/** `message`: one plain sentence that says what to do next. `retryAfter`: seconds. */
export const apiErrorSchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  detail: z.unknown().optional(),
  retryAfter: z.number().optional(),
})
export type ApiError = z.infer<typeof apiErrorSchema>

export const errorBodySchema = z.object({ error: apiErrorSchema }).meta({ id: 'Error' })

const retryableCodes: ReadonlySet<ErrorCode> = new Set([
  'RATE_LIMITED',
  'TOO_BUSY',
  'SHUTTING_DOWN',
  'REGISTRY_UNREACHABLE',
  'REGISTRY_TIMEOUT',
])

/** An error as the API words it, thrown by verbs on the server and by callApi in the browser. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure'
  constructor(
    readonly error: ApiError,
    options?: ErrorOptions,
  ) {
    super(error.message, options)
  }

  get status(): number {
    return errorStatuses[this.error.code]
  }

  /** Whether the same request may succeed in a moment. */
  get retryable(): boolean {
    return retryableCodes.has(this.error.code)
  }
}
