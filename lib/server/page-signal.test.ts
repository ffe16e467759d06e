import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pageResponses } from './page-responses'
import { pageSignal } from './page-signal'

type Render = (signal: AbortSignal | undefined, response: ServerResponse) => void

let server: Server
let render: Render = () => undefined
beforeAll(async () => {
  server = createServer((_request, response) =>
    pageResponses().run(response, () => {
      const signal = pageSignal()
      render(signal, response)
    }),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** Asks for a page; resolves with its request once the server has begun to render. */
function ask(during: Render) {
  return new Promise<ReturnType<typeof request>>((resolve) => {
    const asked = request({ host: '127.0.0.1', port: (server.address() as AddressInfo).port })
    asked.on('error', () => undefined)
    asked.on('response', (answer: IncomingMessage) => answer.on('error', () => undefined).resume())
    render = (signal, response) => {
      during(signal, response)
      resolve(asked)
    }
    asked.end()
  })
}

const whenAborted = (signal: AbortSignal | undefined) =>
  new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()))

test.each([
  ['before a byte was sent', () => undefined],
  ['in the middle of the page', (response: ServerResponse) => response.write('<html>')],
])('a visitor who leaves %s ends the reading', async (_name, send) => {
  let aborted: Promise<void> | undefined
  const asked = await ask((signal, response) => {
    aborted = whenAborted(signal)
    send(response)
  })
  asked.destroy()
  await aborted
})

test('a page that was sent whole ends nothing', async () => {
  let seen: AbortSignal | undefined
  let closed: Promise<void> | undefined
  await ask((signal, response) => {
    seen = signal
    closed = new Promise((resolve) => response.once('close', () => resolve()))
    response.end('<html></html>')
  })
  await closed
  expect(seen?.aborted).toBe(false)
})

test('where nothing is being answered there is no signal', () => {
  expect(pageSignal()).toBeUndefined()
})
