import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { Tooltip } from 'radix-ui'
import type { ReactElement } from 'react'
import { startApiServer } from '@/components/reference/api-server.fixture'

export interface Answer {
  status?: number
  body: unknown
}

/** What the page asks for, by path and parameters; undefined is 404. */
export type AnswerTo = (path: string, parameters: URLSearchParams) => Answer | undefined | Promise<Answer>

const notFound: Answer = { status: 404, body: { error: { code: 'NOT_FOUND', message: 'There is no such image.' } } }

/** Renders before a real server that answers the page’s requests; the page then stands at its address. */
export async function renderBeforeApi(element: ReactElement, answerTo: AnswerTo) {
  const paths: string[] = []
  const { close } = await startApiServer(async ({ pathname, searchParams }) => {
    paths.push(pathname)
    return (await answerTo(pathname, searchParams)) ?? notFound
  })
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Tooltip.Provider>{element}</Tooltip.Provider>
    </QueryClientProvider>,
  )
  return { asked: paths, close }
}
