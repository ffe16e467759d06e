import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

interface ListenOptions {
  host: string
  port: number
  /** Take any free port when this one is in use. */
  mayMove: boolean
}

/** Resolves with the port that the server listens on. @throws {Error} with one sentence when the port is taken */
export async function listen(server: Server, { host, port, mayMove }: ListenOptions): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, () => {
        server.off('error', reject)
        resolve()
      })
    })
    return (server.address() as AddressInfo).port
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE' && mayMove) return listen(server, { host, port: 0, mayMove: false })
    if (code === 'EADDRINUSE') throw new Error(`Port ${port} is taken; choose another one with --port or PORT.`)
    if (code === 'EACCES') throw new Error(`Port ${port} needs more rights; choose one above 1023.`)
    throw error
  }
}
