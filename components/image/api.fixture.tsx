import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { Tooltip } from 'radix-ui'
import type { ReactElement } from 'react'
import { type ApiAnswer, startApiServer } from '@/components/reference/api-server.fixture'

/** What the page asks for, by path and parameters; undefined is 404. */
export type AnswerTo = (path: string, parameters: URLSearchParams) => ApiAnswer | undefined | Promise<ApiAnswer>

const notFound: ApiAnswer = { status: 404, body: { error: { code: 'NOT_FOUND', message: 'There is no such image.' } } }

/** Renders before a real server that answers the page’s requests; the page then stands at its address. */
export async function renderBeforeApi(element: ReactElement, answerTo: AnswerTo) {
  const paths: string[] = []
  const { close, left } = await startApiServer(async ({ pathname, searchParams }) => {
    paths.push(pathname)
    return (await answerTo(pathname, searchParams)) ?? notFound
  })
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Tooltip.Provider>{element}</Tooltip.Provider>
    </QueryClientProvider>,
  )
  return { asked: paths, left, close }
}
