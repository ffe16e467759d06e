import type { Readable } from 'node:stream'
import type { Method } from './egress'

export interface RegistryRequest {
  method: Method
  /** From `/v2/` on, with its query; already escaped where that is needed. */
  path: string
  /** What the token must allow; empty when only the registry knows. */
  scopes: string[]
  /** Names in lower case. */
  headers?: Record<string, string>
  /** One that is not bytes can be sent only once: neither retried nor sent again after a challenge. */
  body?: Uint8Array | AsyncIterable<Uint8Array>
  /** Of the answer; 64 KiB unless told otherwise. */
  maxBytes?: number
  /** Statuses outside 200–299 that are an answer and no error. */
  accepts?: number[]
  /** Whether to try again after a failure; so for GET and HEAD unless told otherwise. */
  isIdempotent?: boolean
  /** Hand over the body as it comes, without a deadline for the whole; `bytes` then is empty. */
  streams?: boolean
  /** A tag may be read from a mirror, which perhaps lags behind; content by digest always may. */
  mayBeStale?: boolean
  signal?: AbortSignal | undefined
}

export interface RegistryAnswer {
  status: number
  bytes: Uint8Array
  /** The caller reads or destroys it. */
  stream?: Readable
  /** First value of a header; name in lower case. */
  header(name: string): string | undefined
  /** All values of a header. */
  headerLines(name: string): string[]
}
