import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import next from 'next'
import type { Config } from './config'
import { isOurHost } from './host-check'
import { cleanHeaders } from './inbound-headers'
import { pageResponses } from './page-responses'
import { createSecurityHeaders } from './security-headers'

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

function refuseHost(response: ServerResponse, { mode }: Config): void {
  const setting =
    mode === 'shared' ? 'ARCHIPELAGO_ORIGIN says which one' : 'its owner can add it to ARCHIPELAGO_ALLOWED_HOSTS'
  response.writeHead(421, { 'content-type': 'text/plain; charset=utf-8' })
  response.end(`Archipelago does not answer to this host name; ${setting}.\n`)
}

/** Next reads the nonce from the request’s policy header; what a caller sent under that name is replaced. */
function secure(request: IncomingMessage, response: ServerResponse, isDev: boolean): void {
  const { nonce, policy, headers } = createSecurityHeaders({ isDev })
  request.headers['content-security-policy'] = policy
  request.headers['x-nonce'] = nonce
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
}

/** Next behind our own node:http server, which checks the Host, sets the security headers and ends open streams on close. */
export async function createWebServer({ root, isDev, host, config }: WebServerOptions): Promise<WebServer> {
  const server = createServer()
  // Next answers upgrades of the server it is given without our check of the Host: this one only hears what passed it
  const checkedUpgrades = createServer()
  const app = next({ dev: isDev, dir: root, hostname: host, httpServer: checkedUpgrades })
  await app.prepare()
  const handleRequest = app.getRequestHandler()
  const isAllowed = (request: IncomingMessage) => isOurHost(request.headers.host, config)
  server.on('request', (request, response) => {
    if (!isAllowed(request)) return refuseHost(response, config)
    cleanHeaders(request, config)
    secure(request, response, isDev)
    void pageResponses().run(response, () => handleRequest(request, response))
  })
  server.on('upgrade', (request, socket, head) => {
    if (!isAllowed(request)) return socket.destroy()
    checkedUpgrades.emit('upgrade', request, socket, head)
  })
  server.headersTimeout = 15_000
  server.requestTimeout = 30_000
  return {
    server,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeIdleConnections()
      // upgraded connections are no longer the server's to close; they end with the process
      await Promise.race([closed, sleep(closeGraceMs)])
      server.closeAllConnections()
      await Promise.race([app.close().catch(() => undefined), sleep(closeGraceMs)])
    },
  }
}
