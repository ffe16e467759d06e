import type { RegistryAnswer } from './exchange'

/** The codes this registry answers with and the status that goes with each. Source: distribution-spec v1.1, "Error Codes". */
const statuses = {
  BLOB_UNKNOWN: 404,
  BLOB_UPLOAD_INVALID: 400,
  BLOB_UPLOAD_UNKNOWN: 404,
  DIGEST_INVALID: 400,
  MANIFEST_BLOB_UNKNOWN: 400,
  MANIFEST_INVALID: 400,
  MANIFEST_UNKNOWN: 404,
  NAME_INVALID: 400,
  NAME_UNKNOWN: 404,
  PAGINATION_NUMBER_INVALID: 400,
  PRECONDITION: 412,
  RANGE_INVALID: 416,
  SIZE_INVALID: 400,
  TAG_INVALID: 400,
  UNAUTHORIZED: 401,
  UNSUPPORTED: 405,
  UNKNOWN: 500,
} as const

export type SandboxErrorCode = keyof typeof statuses

interface SandboxErrorOptions {
  message: string
  detail?: unknown
  /** Where it is another than the code's own. */
  status?: number
  headers?: RegistryAnswer['headers']
}

/** A refusal on its way to the client. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError'
  constructor(
    readonly code: SandboxErrorCode,
    private readonly options: SandboxErrorOptions,
  ) {
    super(options.message)
  }

  get status(): number {
    return this.options.status ?? statuses[this.code]
  }

  toAnswer(): RegistryAnswer {
    const { message, detail } = this.options
    const error = { code: this.code, message, ...(detail === undefined ? {} : { detail }) }
    return { ...jsonAnswer({ errors: [error] }, this.status), headers: { ...jsonHeaders, ...this.options.headers } }
  }
}

const jsonHeaders = { 'Content-Type': 'application/json' }

export function jsonAnswer(value: unknown, status = 200): RegistryAnswer {
  return { status, headers: jsonHeaders, body: Buffer.from(JSON.stringify(value)) }
}
