import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'

export interface Answered {
  status: number
  headers: NodeJS.Dict<string | string[]>
}

interface Alterations {
  /** `http://127.0.0.1:port` of what stands behind it. */
  target: string
  /** What goes on to the target: its headers, or undefined for a request that nobody ever answers. */
  onRequest?: (incoming: IncomingMessage) => IncomingMessage['headers'] | undefined
  /** What comes back; undefined for an answer that is kept back. */
  onAnswer?: (answered: Answered, incoming: IncomingMessage) => Answered | undefined
}

export interface AlteringProxy {
  /** `localhost:port` */
  registry: string
  close(): Promise<void>
}

/** Stands before a sandbox for what registries do otherwise. */
export async function startAlteringProxy({ target, onRequest, onAnswer }: Alterations): Promise<AlteringProxy> {
  const server = createServer((incoming, answer) => {
    const { method, url } = incoming
    const headers = onRequest ? onRequest(incoming) : incoming.headers
    if (headers === undefined) return
    const onward = request(`${target}${url}`, { method, headers }, (response) => {
      const answered = { status: response.statusCode ?? 502, headers: response.headers }
      const altered = onAnswer ? onAnswer(answered, incoming) : answered
      if (!altered) return void response.resume()
      answer.writeHead(altered.status, altered.headers)
      response.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    incoming.pipe(onward)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return {
    registry: `localhost:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
