/** A registry for tests where each user has rights of their own, repository by repository, which can be taken away. */
import { once } from 'node:events'
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'

export interface UserRights {
  password: string
  reads: string[]
  writes?: string[]
}

export interface GuardedRegistry {
  /** As references name it. */
  registry: string
  sandbox: Sandbox
  users: Map<string, UserRights>
  /** Repositories that everybody may read. */
  open: Set<string>
  /** Method and path of what was asked. */
  requests: string[]
  close(): Promise<void>
}

type Rules = Pick<GuardedRegistry, 'users' | 'open'>

function whoAsks(message: IncomingMessage, { users }: Rules): UserRights | 'anonymous' | 'stranger' {
  const encoded = /^Basic (.+)$/.exec(message.headers.authorization ?? '')?.[1]
  if (encoded === undefined) return 'anonymous'
  const [name = '', password] = Buffer.from(encoded, 'base64').toString().split(':')
  const user = users.get(name)
  return user?.password === password && user !== undefined ? user : 'stranger'
}

/** 401 without a sign-in, 403 with one that is not enough, 404 for what does not exist: told apart as plainly as can be. */
function refusalOf(message: IncomingMessage, rules: Rules): 401 | 403 | undefined {
  const who = whoAsks(message, rules)
  const repository = /^\/v2\/(.+)\/(?:manifests|blobs|tags|referrers)\//.exec(message.url ?? '')?.[1]
  const isReading = message.method === 'GET' || message.method === 'HEAD'
  if (who === 'stranger') return 401
  if (repository === undefined) return who === 'anonymous' ? 401 : undefined
  if (isReading && rules.open.has(repository)) return undefined
  if (who === 'anonymous') return 401
  const allowed = isReading ? [...who.reads, ...(who.writes ?? [])] : (who.writes ?? [])
  return allowed.includes(repository) || allowed.includes('*') ? undefined : 403
}

function refuse(response: ServerResponse, status: 401 | 403): void {
  const code = status === 401 ? 'UNAUTHORIZED' : 'DENIED'
  response.writeHead(status, { 'content-type': 'application/json', 'www-authenticate': 'Basic realm="guarded"' })
  response.end(JSON.stringify({ errors: [{ code, message: `the guard says ${code}` }] }))
}

function pass(message: IncomingMessage, response: ServerResponse, port: number): void {
  const { authorization: _authorization, ...headers } = message.headers
  const inner = forward({ host: '127.0.0.1', port, path: message.url, method: message.method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers)
    answer.pipe(response)
  })
  inner.on('error', () => response.destroy())
  message.pipe(inner)
}

/** An empty one on loopback. */
export async function startGuardedRegistry(): Promise<GuardedRegistry> {
  const sandbox = await startSandbox({ port: 0, images: false })
  const rules: Rules = { users: new Map(), open: new Set() }
  const requests: string[] = []
  const server = createServer((message, response) => {
    requests.push(`${message.method} ${message.url}`)
    const status = refusalOf(message, rules)
    if (status === undefined) pass(message, response, sandbox.port)
    else refuse(response, status)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    ...rules,
    registry: `localhost:${port}`,
    sandbox,
    requests,
    async close() {
      server.closeAllConnections()
      server.close()
      await sandbox.close()
    },
  }
}
