import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { DetachedWindowAPI } from 'happy-dom'
import { Tooltip } from 'radix-ui'
import { afterEach, expect, test } from 'vitest'
import type { Operation } from './read-operations'
import { TryForm } from './try-form'

const operation: Operation = {
  id: 'get-thing',
  method: 'GET',
  path: '/thing',
  summary: 'A thing',
  parameters: [
    { name: 'ref', isRequired: true, schema: { type: 'string' } },
    { name: 'detail', isRequired: false, schema: { enum: ['index', 'full'], default: 'full' } },
  ],
  answer: {},
  mediaType: 'application/json',
}

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** The form before a real server that answers everything alike. */
async function open(status: number, type: string, body: string) {
  const asked: (string | undefined)[] = []
  const server = createServer((request, response) => {
    asked.push(request.url)
    response.writeHead(status, { 'content-type': type }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => server.close())
  const { happyDOM } = window as typeof window & { happyDOM: DetachedWindowAPI }
  happyDOM.setURL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Tooltip.Provider>
        <TryForm operation={operation} examples={{ ref: 'localhost:5000/app:1.0' }} />
      </Tooltip.Provider>
    </QueryClientProvider>,
  )
  return { asked, user: userEvent.setup() }
}

test('sends what the fields say, leaving out the empty ones, and shows status and JSON', async () => {
  const { asked, user } = await open(200, 'application/json', '{"a":[1]}')
  await user.click(screen.getByRole('button', { name: 'Send' }))
  expect(await screen.findByText('200')).toBeVisible()
  expect(screen.getByText(/"a": \[/)).toBeVisible()
  await user.selectOptions(screen.getByRole('combobox', { name: 'detail' }), 'index')
  expect(screen.getByText(/^curl .*ref=localhost:5000\/app:1\.0&detail=index'$/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Send' }))
  await screen.findByText('200')
  expect(asked).toEqual(['/thing?ref=localhost:5000/app:1.0', '/thing?ref=localhost:5000/app:1.0&detail=index'])
})

test('an error is an answer too', async () => {
  const { user } = await open(404, 'application/json', '{"error":{"code":"NOT_FOUND"}}')
  await user.click(screen.getByRole('button', { name: 'Send' }))
  expect(await screen.findByText('404')).toBeVisible()
  expect(screen.getByText(/NOT_FOUND/)).toBeVisible()
})

test('a picture is shown as one', async () => {
  const { user } = await open(200, 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>')
  await user.click(screen.getByRole('button', { name: 'Send' }))
  expect(await screen.findByRole('img')).toHaveAttribute('src', expect.stringMatching(/^data:image\/svg/))
})

test('nothing is sent while something needed is missing', async () => {
  const { asked, user } = await open(200, 'application/json', '{}')
  await user.clear(screen.getByRole('textbox', { name: 'ref' }))
  await user.click(screen.getByRole('button', { name: 'Send' }))
  expect(screen.getByRole('textbox', { name: 'ref' })).toBeInvalid()
  expect(asked).toEqual([])
})
