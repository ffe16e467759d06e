import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { Socket } from 'node:net'

export interface Answered {
  status: number
  headers: NodeJS.Dict<string | string[]>
}

interface Alterations {
  /** `http://127.0.0.1:port` of what stands behind it. */
  target: string
  /** What goes on to the target: its headers, or undefined for a request that nobody ever answers; `break` ends the connection. */
  onRequest?: (incoming: IncomingMessage) => IncomingMessage['headers'] | 'break' | undefined
  /** What comes back; undefined for an answer that is kept back, `break` for a connection that ends in its place. */
  onAnswer?: (answered: Answered, incoming: IncomingMessage) => Answered | 'break' | undefined
}

export interface AlteringProxy {
  /** `localhost:port` */
  registry: string
  /** Connections to it that are not closed yet; none is kept for later. */
  openSockets(): number
  close(): Promise<void>
}

/** Stands before a sandbox for what registries do otherwise. */
export async function startAlteringProxy({ target, onRequest, onAnswer }: Alterations): Promise<AlteringProxy> {
  const sockets = new Set<Socket>()
  const server = createServer((incoming, answer) => {
    const { method, url } = incoming
    const headers = onRequest ? onRequest(incoming) : incoming.headers
    if (headers === undefined) return
    if (headers === 'break') return void incoming.socket.destroy()
    const onward = request(`${target}${url}`, { method, headers }, (response) => {
      const answered = { status: response.statusCode ?? 502, headers: response.headers }
      const altered = onAnswer ? onAnswer(answered, incoming) : answered
      if (altered === 'break') incoming.socket.destroy()
      if (!altered || altered === 'break') return void response.resume()
      answer.writeHead(altered.status, { ...altered.headers, connection: 'close' })
      response.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    incoming.pipe(onward)
  }).listen(0, '127.0.0.1')
  server.on('connection', (socket: Socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)))
  })
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return {
    registry: `localhost:${address.port}`,
    openSockets: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
