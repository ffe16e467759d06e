/** The embedded registry: OCI distribution 1.1 over real HTTP, in memory, with sample images for the demo and faults for the tests. */
import { setMaxListeners } from 'node:events'
import { createServer } from 'node:http'
import type { SandboxAuth } from './authentication'
import { type Fault, type FaultMatch, type FaultRule, Faults } from './faults'
import { buildSampleImages } from './images/build-sample-images'
import { listen } from './listen'
import { type LoggedRequest, type SandboxService, serve } from './serve'
import { SandboxStore } from './store'
import { TokenIssuer } from './tokens'

export interface SandboxOptions {
  /** 5050 unless given; 0 for any that is free. */
  port?: number
  /** Any free port where this one is taken. */
  fallbackPort?: boolean
  /** 127.0.0.1 unless given. */
  host?: string
  /** Whether to fill it with the sample images, as by default; tests that bring their own start empty. */
  images?: boolean
  deleteEnabled?: boolean
  /** The most names on one page of tags or repositories, 1000 unless given. */
  maxPageSize?: number
  /** 512 MiB unless given. */
  maxBlobBytes?: number
  auth?: SandboxAuth
  faults?: readonly FaultRule[]
}

export interface Sandbox {
  /** As written in references, `localhost:5050`. */
  registry: string
  port: number
  /** `http://127.0.0.1:5050`, without a slash at the end. */
  url: string
  store: SandboxStore
  /** The last thousand requests, oldest first, token requests included; set `length` to 0 to start afresh. */
  requests: LoggedRequest[]
  /** Returns what takes the fault away again. */
  setFault(match: FaultMatch, fault: Fault): () => void
  clearFaults(): void
  /** Every token handed out so far stops working. */
  revokeTokens(): void
  /** Ends every connection, also those that a fault keeps waiting. */
  close(): Promise<void>
}

const defaultMaxBlobBytes = 512 * 1024 * 1024

function inBrackets(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

function registryName(host: string, port: number): string {
  return ['127.0.0.1', '::1'].includes(host) ? `localhost:${port}` : `${inBrackets(host)}:${port}`
}

function createService(options: SandboxOptions, closed: AbortSignal): SandboxService {
  const { deleteEnabled = true, maxPageSize = 1000, maxBlobBytes = defaultMaxBlobBytes, faults: rules = [] } = options
  const faults = new Faults()
  for (const { match, fault } of rules) faults.add(match, fault)
  const policy = { deleteEnabled, maxPageSize, maxBlobBytes }
  return { store: new SandboxStore(), policy, faults, requests: [], closed }
}

function createTokens(auth: SandboxAuth, url: string): TokenIssuer {
  const given: Partial<Extract<SandboxAuth, { kind: 'bearer' }>> = auth.kind === 'bearer' ? auth : {}
  const { realm = `${url}/token`, service = 'sandbox', expiresInSeconds = 300 } = given
  return new TokenIssuer({ realm, service, expiresInSeconds })
}

/**
 * Starts a registry on loopback and returns once it listens.
 * @throws {Error} EADDRINUSE where the port is taken and `fallbackPort` is not set.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port: wantedPort = 5050, host = '127.0.0.1', fallbackPort = false, images = true, auth } = options
  const closing = new AbortController()
  setMaxListeners(0, closing.signal)
  const service = createService(options, closing.signal)
  if (images) buildSampleImages(service.store)
  const server = createServer((message, response) => void serve(service, { message, response }))
  const port = await listen(server, { host, port: wantedPort, fallbackPort })
  const url = `http://${inBrackets(host)}:${port}`
  const tokens = auth === undefined ? undefined : createTokens(auth, url)
  if (auth && tokens) service.access = { auth, tokens }
  return {
    registry: registryName(host, port),
    port,
    url,
    store: service.store,
    requests: service.requests,
    setFault: (match, fault) => service.faults.add(match, fault),
    clearFaults: () => service.faults.clear(),
    revokeTokens: () => tokens?.revokeAll(),
    close: () =>
      new Promise((resolve) => {
        closing.abort()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
