import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { expectNoSecret, type FaultServer, secrets, serve } from '@/lib/registry/fault-harness.fixture'
import { user } from '@/lib/registry/test-server'
import { listEveryTag } from './list-every-tag'
import { createTestContext } from './test-context'

let server: FaultServer
let pages: number
/** How long each page takes, by the clock that is looked at. */
let pageMs: number
let lastPage: number
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  pages = 0
  pageMs = 0
  lastPage = Number.POSITIVE_INFINITY
  server = await serve((request, response) => {
    if (!request.headers.authorization)
      return response.writeHead(401, { 'www-authenticate': 'Basic realm="tags"' }).end()
    pages += 1
    vi.setSystemTime(Date.now() + pageMs)
    if (pages < lastPage) response.setHeader('link', `</v2/team/app/tags/list?n=1000&last=t${pages}>; rel="next"`)
    response.end(JSON.stringify({ tags: [`t${pages}`, 'again'] }))
  })
})
afterEach(() => {
  vi.useRealTimers()
})

async function read(options?: { maxPages: number }) {
  const { context } = createTestContext({ credential: user(secrets.password) })
  const found = await listEveryTag(`${server.registry}/team/app`, context, options)
  expectNoSecret(found)
  await expect.poll(server.openSockets).toBe(0)
  return found
}

test('all pages make one list, each tag once', async () => {
  lastPage = 3
  expect(await read()).toEqual({ tags: ['t1', 'again', 't2', 't3'], isWhole: true })
  expect(pages).toBe(3)
})

test('pages without end are read as far as is allowed, which is said', async () => {
  expect(await read({ maxPages: 2 })).toEqual({ tags: ['t1', 'again', 't2'], isWhole: false })
  expect(pages).toBe(2)
})

test('slow pages are read for a minute, which is said', async () => {
  pageMs = 25_000
  expect(await read()).toEqual({ tags: ['t1', 'again', 't2', 't3'], isWhole: false })
  expect(pages).toBe(3)
})
