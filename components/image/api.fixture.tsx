import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { DetachedWindowAPI } from 'happy-dom'
import { Tooltip } from 'radix-ui'
import type { ReactElement } from 'react'

declare global {
  interface Window {
    happyDOM: DetachedWindowAPI
  }
}

export interface Answer {
  status?: number
  body: unknown
}

/** What the page asks for, by path and parameters; undefined is 404. */
export type AnswerTo = (path: string, parameters: URLSearchParams) => Answer | undefined

/** Renders before a real server that answers the page’s requests; the page then stands at its address. */
export async function renderBeforeApi(element: ReactElement, answerTo: AnswerTo) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
    asked.push(pathname)
    const message = 'There is no such image.'
    const { status = 200, body } = answerTo(pathname, searchParams) ?? {
      status: 404,
      body: { error: { code: 'NOT_FOUND', message } },
    }
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  window.happyDOM.setURL(`http://127.0.0.1:${port}/`)
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Tooltip.Provider>{element}</Tooltip.Provider>
    </QueryClientProvider>,
  )
  return { asked, close: () => new Promise((resolve) => server.close(resolve)) }
}
