import { createServer, type Socket } from 'node:net'

export interface RawServer {
  /** `127.0.0.1:port` */
  registry: string
  /** The first line of everything that came, oldest first: `GET /v2/`. */
  seen: string[]
  /** Bytes that went out in all. */
  sentBytes(): number
  /** Connections that are not closed yet. */
  openSockets(): number
  close(): Promise<void>
}

/** Says what it likes on a connection on which a request has come; `count` is that of all requests, from 1. */
export type Script = (socket: Socket, count: number) => void

/** A server on loopback that speaks raw TCP: for answers that no HTTP library would give. */
export async function startRawServer(script: Script): Promise<RawServer> {
  const seen: string[] = []
  const sockets = new Set<Socket>()
  let closedBytes = 0
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => {
      closedBytes += socket.bytesWritten
      sockets.delete(socket)
    })
    socket.on('data', (chunk: Buffer) => {
      const line = /^(?:GET|HEAD|PUT|POST|DELETE) \S+/.exec(chunk.toString('latin1'))?.[0]
      // the rest of a request's body is no request
      if (line === undefined) return
      seen.push(line)
      script(socket, seen.length)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  const port = bound !== null && typeof bound === 'object' ? bound.port : 0
  return {
    registry: `127.0.0.1:${port}`,
    seen,
    sentBytes: () => [...sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, closedBytes),
    openSockets: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
