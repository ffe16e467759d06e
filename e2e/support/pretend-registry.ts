import { createServer } from 'node:http'
import { freePort } from './free-port'

export interface PretendRegistry {
  host: string
  close(): Promise<void>
}

/** A web server that is no registry: every address answers with a web page. */
export async function startPretendRegistry(): Promise<PretendRegistry> {
  const port = await freePort()
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Welcome</title>')
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    host: `localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
