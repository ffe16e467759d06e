import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { DetachedWindowAPI } from 'happy-dom'

declare global {
  interface Window {
    happyDOM: DetachedWindowAPI
  }
}

export type ApiAnswer =
  | { status?: number; body: unknown }
  /** One document a line, each sent as soon as it is there. */
  | { lines: AsyncIterable<unknown> | Iterable<unknown> }

export interface ApiServer {
  /** Path and query of each request. */
  asked: string[]
  /** Those that the page has left before they were answered to the end. */
  left: string[]
  /** For when the page is gone: it waits for requests that are still open. */
  close: () => Promise<unknown>
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const text = Buffer.concat(chunks).toString()
  return text === '' ? undefined : JSON.parse(text)
}

async function send(response: ServerResponse, answer: ApiAnswer): Promise<void> {
  if ('body' in answer) {
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
    return
  }
  response.writeHead(200, { 'content-type': 'application/x-ndjson' }).flushHeaders()
  for await (const line of answer.lines) response.write(`${JSON.stringify(line)}\n`)
  response.end()
}

/** A real server that answers the page’s requests; the page then stands at its address. */
export async function startApiServer(
  answer: (url: URL, body: unknown) => ApiAnswer | Promise<ApiAnswer>,
): Promise<ApiServer> {
  const asked: string[] = []
  const left: string[] = []
  const server = createServer(async (request, response) => {
    const address = request.url ?? ''
    asked.push(address)
    response.on('close', () => {
      if (!response.writableFinished) left.push(address)
    })
    await send(response, await answer(new URL(address, 'http://localhost'), await readBody(request)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  window.happyDOM.setURL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  return {
    asked,
    left,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
