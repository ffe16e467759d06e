import type { Server } from 'node:http'

interface ListenOptions {
  host: string
  port: number
  /** Take any free port where this one is taken. */
  fallbackPort: boolean
}

function listenOnce(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}

/** The port that it listens on, which is another than asked for only with 0 or `fallbackPort`. */
export async function listen(server: Server, { host, port, fallbackPort }: ListenOptions): Promise<number> {
  try {
    return await listenOnce(server, { host, port })
  } catch (error) {
    if (!fallbackPort || !isTaken(error)) throw error
    return listenOnce(server, { host, port: 0 })
  }
}
