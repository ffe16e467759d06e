import type { IncomingHttpHeaders } from 'node:http'
import type { SandboxStore } from './store'

/** A request as the endpoints see it; the path is as sent, not decoded and not folded. */
export interface RegistryRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  /** The whole body. @throws {SandboxError} 413 past the bound. */
  readBody(maxBytes: number): Promise<Buffer>
}

/** What an endpoint answers; Content-Length is the body's, which a HEAD leaves out. */
export interface RegistryAnswer {
  status: number
  headers?: Record<string, string | string[]>
  body?: Uint8Array
}

export interface RegistryPolicy {
  deleteEnabled: boolean
  /** The most names on one page of tags or repositories, also where the client asks for more. */
  maxPageSize: number
  maxBlobBytes: number
}

/** Everything an endpoint needs; `repository` and `reference` are the parts of the path, empty where it has none. */
export interface Exchange {
  request: RegistryRequest
  store: SandboxStore
  policy: RegistryPolicy
  repository: string
  reference: string
}

export type Endpoint = (exchange: Exchange) => RegistryAnswer | Promise<RegistryAnswer>
