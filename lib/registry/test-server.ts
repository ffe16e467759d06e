import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { z } from 'zod'
import { createRegistryClient, type RegistryClient, type RegistryClientOptions } from './client'
import type { Credential } from './credential'
import { createHostPolicy } from './host-policy'
import { registrySettingsSchema } from './registry-settings'
import { Secret } from './secret'
import { TokenStore } from './token'

export interface TestServer {
  /** `127.0.0.1:port` */
  registry: string
  origin: string
  /** Everything that came, oldest first: `GET /v2/`. */
  seen: string[]
  headersSeen: IncomingMessage['headers'][]
  close(): Promise<void>
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** A real server on loopback that answers as a test says. */
export async function startServer(handler: Handler): Promise<TestServer> {
  const seen: string[] = []
  const headersSeen: IncomingMessage['headers'][] = []
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    headersSeen.push(request.headers)
    handler(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const registry = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { registry, origin: `http://${registry}`, seen, headersSeen, close }
}

export const user = (password = 'wonderland-4711'): Credential => ({
  username: 'alice',
  password: new Secret(password),
})

type ClientOptions = Partial<RegistryClientOptions> & {
  credential?: Credential
  plainHttp?: string[]
  /** What the operator says about this registry. */
  settings?: z.input<typeof registrySettingsSchema>
}

/** A client with short patience; `plainHttp` lists the hosts a registry may point to. */
export function createClient(registry: string, options: ClientOptions = {}): RegistryClient {
  const { credential, plainHttp = [], settings, ...rest } = options
  return createRegistryClient({
    registry,
    policy: createHostPolicy({
      plainHttp,
      ...(settings && { settings: { [registry]: registrySettingsSchema.parse(settings) } }),
    }),
    credentials: { find: async () => credential },
    tokens: new TokenStore(),
    timeouts: { connectMs: 1_000, headersMs: 2_000, totalMs: 4_000 },
    ...rest,
  })
}
