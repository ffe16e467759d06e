import { createServer, type Socket } from 'node:net'

export interface Canary {
  port: number
  /** Connections so far; a single one is one too many. */
  connections(): number
  close(): Promise<void>
}

/** Listens where nobody may ever connect. Every address of 127.0.0.0/8 is this machine, so that even a hit stays here. */
export async function startCanary({ host = '127.0.0.1', port = 0 } = {}): Promise<Canary> {
  let connections = 0
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  const bound = server.address()
  return {
    port: bound !== null && typeof bound === 'object' ? bound.port : 0,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
