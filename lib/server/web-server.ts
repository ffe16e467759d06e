import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import next from 'next'
import { errorStatuses } from '@/lib/contract/error'
import type { Config } from './config'
import { isOurHost } from './host-check'
import { cleanHeaders } from './inbound-headers'
import { pageResponses } from './page-responses'
import { processWork } from './process-work'
import { RequestGate } from './request-gate'
import { createSecurityHeaders } from './security-headers'
import { cutSlowReaders } from './slow-readers'
import { findUnoffered, type Unoffered } from './unoffered'
import { visitorAddress } from './visitor-address'

interface WebServerOptions {
  root: string
  isDev: boolean
  /** The address it will listen on; Next’s reloading answers no page of another. */
  host: string
  config: Config
}

export interface WebServer {
  server: Server
  close(): Promise<void>
}

const closeGraceMs = 1500
/** A push goes on for this long when the server is told to end; below the half minute after which Kubernetes kills. */
const writeGraceMs = 25_000
/** One that sends or takes nothing for so long is cut off; who takes a little now and then, by `cutSlowReaders`. */
const idleMs = 120_000
const maxConnections = 2_000

function refuseHost(response: ServerResponse, { mode }: Config): void {
  const setting =
    mode === 'shared' ? 'ARCHIPELAGO_ORIGIN says which one' : 'its owner can add it to ARCHIPELAGO_ALLOWED_HOSTS'
  response.writeHead(421, { 'content-type': 'text/plain; charset=utf-8' })
  response.end(`Archipelago does not answer to this host name; ${setting}.\n`)
}

function sayUnoffered(response: ServerResponse, { code, message, headers }: Unoffered): void {
  const type = { 'content-type': 'application/json', 'cache-control': 'no-store' }
  response.writeHead(errorStatuses[code], { ...type, ...headers })
  response.end(JSON.stringify({ error: { code, message } }))
}

/** Next reads the nonce from the request’s policy header; what a caller sent under that name is replaced. */
function secure(
  request: IncomingMessage,
  response: ServerResponse,
  options: { isDev: boolean; isHttps: boolean },
): void {
  const { nonce, policy, headers } = createSecurityHeaders(options)
  request.headers['content-security-policy'] = policy
  request.headers['x-nonce'] = nonce
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
}

function limit(server: Server): void {
  server.headersTimeout = 10_000
  server.requestTimeout = 30_000
  server.keepAliveTimeout = 5_000
  server.maxConnections = maxConnections
}

/**
 * Next behind our own node:http server, which checks the Host, sets the security headers, gives out turns, and lets writes end
 * before it closes.
 */
export async function createWebServer({ root, isDev, host, config }: WebServerOptions): Promise<WebServer> {
  const server = createServer({ connectionsCheckingInterval: 5_000 })
  // Next answers upgrades of the server it is given without our check of the Host: this one only hears what passed it
  const checkedUpgrades = createServer()
  const app = next({ dev: isDev, dir: root, hostname: host, httpServer: checkedUpgrades })
  await app.prepare()
  const handleRequest = app.getRequestHandler()
  const isAllowed = (request: IncomingMessage) => isOurHost(request.headers.host, config)
  const isHttps = config.origin?.startsWith('https:') === true
  const gate = new RequestGate({
    queue: processWork(),
    visitorOf: (request) => visitorAddress(request, config),
    work: (request, response) => {
      const unoffered = findUnoffered(request)
      if (unoffered) return sayUnoffered(response, unoffered)
      cleanHeaders(request, config)
      void pageResponses().run(response, () => handleRequest(request, response))
    },
  })
  server.on('request', (request, response) => {
    secure(request, response, { isDev, isHttps })
    if (!isAllowed(request)) return refuseHost(response, config)
    void gate.enter(request, response)
  })
  server.on('upgrade', (request, socket, head) => {
    if (!isAllowed(request)) return socket.destroy()
    checkedUpgrades.emit('upgrade', request, socket, head)
  })
  limit(server)
  cutSlowReaders(server)
  // what is being reloaded is silent for hours
  if (!isDev) server.setTimeout(idleMs)
  return {
    server,
    async close() {
      await Promise.race([gate.close(), sleep(writeGraceMs)])
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeIdleConnections()
      // upgraded connections are no longer the server's to close; they end with the process
      await Promise.race([closed, sleep(closeGraceMs)])
      server.closeAllConnections()
      await Promise.race([app.close().catch(() => undefined), sleep(closeGraceMs)])
    },
  }
}
