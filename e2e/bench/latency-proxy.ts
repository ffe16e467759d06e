/** Stands between a client and a registry: makes each answer wait, as a network would, and writes down what was asked. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../support/free-port'

export interface RecordedRequest {
  method: string
  path: string
  startedMs: number
  endedMs: number
  /** Of the answer; 0 while there is none. */
  status: number
}

export interface LatencyProxy {
  /** `localhost:port`, as a reference names it. */
  host: string
  requests: RecordedRequest[]
  close(): Promise<void>
}

interface ProxyOptions {
  /** `http://127.0.0.1:port` of the real registry. */
  target: string
  latencyMs: number
  /** Any free one unless given. */
  port?: number
}

async function forward(message: IncomingMessage, response: ServerResponse, { target, latencyMs }: ProxyOptions) {
  await pause(latencyMs)
  const { method, headers, url = '/' } = message
  const onward = request(new URL(url, target), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  message.pipe(onward)
}

export async function startLatencyProxy(options: ProxyOptions): Promise<LatencyProxy> {
  const requests: RecordedRequest[] = []
  const port = options.port ?? (await freePort())
  const server = createServer((message, response) => {
    const { method = '', url: path = '' } = message
    const recorded: RecordedRequest = {
      method,
      path,
      startedMs: performance.now(),
      endedMs: Number.POSITIVE_INFINITY,
      status: 0,
    }
    requests.push(recorded)
    response.on('finish', () => {
      recorded.endedMs = performance.now()
      recorded.status = response.statusCode
    })
    void forward(message, response, options)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    host: `localhost:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
