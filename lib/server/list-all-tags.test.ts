import { afterEach, expect, it, vi } from 'vitest'
import { startServer, type TestServer } from '@/lib/registry/test-server'
import { listAllTags } from './list-all-tags'
import { createTestContext } from './test-context'

let server: TestServer
afterEach(async () => {
  vi.useRealTimers()
  await server.close()
})

/** What each page takes, by the clock that is looked at. */
let pageMs = 0

/** Pages by what they come after, `first` being the first: their tags, then after which the next one begins. */
async function list(pages: Record<string, [string[], string?]>, limits = { maxPages: 20, maxTags: 1000 }) {
  server = await startServer(({ url = '' }, response) => {
    if (pageMs > 0) vi.setSystemTime(Date.now() + pageMs)
    const last = new URL(url, 'http://x').searchParams.get('last') ?? 'first'
    const [tags, next] = pages[last] ?? [[last]]
    if (next !== undefined) response.setHeader('link', `</v2/team/app/tags/list?n=1&last=${next}>; rel="next"`)
    response.end(JSON.stringify({ tags }))
  })
  return listAllTags({ registry: server.registry, repository: 'team/app', ...limits }, createTestContext().context)
}

const cursor = 'A'.repeat(1_500)

it.each([
  ['a list of one page', { first: [['b', 'a']] }, ['b', 'a'], true, 1],
  ['an unsorted list of several', { first: [['b'], 'b'], b: [['a', 'b'], 'a'], a: [['c']] }, ['b', 'a', 'c'], true, 3],
  ['what a long cursor leads to (ECR)', { first: [['a'], cursor], [cursor]: [['b']] }, ['a', 'b'], true, 2],
  ['a circle', { first: [['a'], 'a'], a: [['b'], 'b'], b: [['c'], 'a'] }, ['a', 'b', 'c'], true, 3],
  ['pages without tags', { first: [['a'], 'a'], a: [[], 'b'], b: [[], 'c'], c: [[], 'd'] }, ['a'], false, 4],
] as [string, Record<string, [string[], string?]>, string[], boolean, number][])(
  'reads %s',
  async (_what, pages, tags, isWhole, requests) => {
    expect(await list(pages)).toEqual({ tags, isWhole })
    expect(server.seen).toHaveLength(requests)
  },
)

it('reads no more pages than it may, and none when it has enough', async () => {
  const pages: Record<string, [string[], string?]> = { first: [['a', 'b'], 'b'], b: [['c', 'd'], 'd'], d: [['e']] }
  expect(await list(pages, { maxPages: 2, maxTags: 1000 })).toEqual({ tags: ['a', 'b', 'c', 'd'], isWhole: false })
  await server.close()
  expect(await list(pages, { maxPages: 20, maxTags: 1 })).toEqual({ tags: ['a', 'b'], isWhole: false })
})

it('reads slow pages for a minute', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  pageMs = 25_000
  const pages: Record<string, [string[], string?]> = { first: [['a'], 'a'], a: [['b'], 'b'], b: [['c'], 'c'] }
  expect(await list(pages)).toEqual({ tags: ['a', 'b', 'c'], isWhole: false })
  expect(server.seen).toHaveLength(3)
})
