import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { DetachedWindowAPI } from 'happy-dom'

declare global {
  interface Window {
    happyDOM: DetachedWindowAPI
  }
}

export interface Answer {
  status?: number
  body: unknown
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const text = Buffer.concat(chunks).toString()
  return text === '' ? undefined : JSON.parse(text)
}

/** A real server that answers the page’s requests; the page then stands at its address. */
export async function startApi(answer: (path: string, body: unknown) => Answer | Promise<Answer>) {
  const server = createServer(async (request, response) => {
    const { status = 200, body } = await answer(request.url ?? '', await readBody(request))
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  window.happyDOM.setURL(`http://127.0.0.1:${port}/`)
  return { close: () => new Promise((resolve) => server.close(resolve)) }
}
