import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { TagLine } from '@/lib/contract/tags'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { listSuggestions } from './list-suggestions'
import { listTagPlatforms } from './list-tag-platforms'
import { createTestContext } from './test-context'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())
beforeEach(() => {
  sandbox.clearFaults()
  sandbox.requests.length = 0
})

const repositoryOf = (name: string) => `${sandbox.registry}/${name}`

async function linesOf(name: string, tag?: string[], detail: 'platforms' | 'full' = 'platforms') {
  const lines: TagLine[] = []
  const input = { repository: repositoryOf(name), tag, detail }
  for await (const line of listTagPlatforms(input, createTestContext().context)) lines.push(line)
  return new Map(lines.map((line) => [line.tag, line]))
}

test('each tag of a page is a line', async () => {
  const lines = await linesOf('demo/app')
  expect([...lines.keys()].toSorted()).toEqual([
    '1.0',
    '1.0-amd64',
    '1.0-arm64',
    '1.1-amd64',
    '1.1-arm64',
    '1.1-armv7',
    'latest',
  ])
  expect(lines.get('1.0')).toMatchObject({ kind: 'index', platforms: ['linux/amd64', 'linux/arm64'] })
  expect(lines.get('1.1-armv7')).toMatchObject({ kind: 'image', platforms: ['linux/arm/v7'], size: expect.any(Number) })
})

test('an index costs one request, and size and age only when asked for', async () => {
  const facts = (await linesOf('demo/app', ['1.0'])).get('1.0')
  expect(sandbox.requests).toHaveLength(1)
  expect(facts).not.toHaveProperty('size')
  const full = (await linesOf('demo/app', ['1.0'], 'full')).get('1.0')
  expect(full).toMatchObject({ size: expect.any(Number), created: '2026-06-02T09:12:44Z' })
})

test('a tag that fails says why, the others do not wait for it', async () => {
  const lines = await linesOf('demo/app', ['1.0', 'gone', 'not valid'])
  expect(lines.get('1.0')).toHaveProperty('digest')
  expect(lines.get('gone')).toMatchObject({ error: { code: 'NOT_FOUND' } })
  expect(lines.get('not valid')).toMatchObject({ error: { code: 'REFERENCE_INVALID' } })
})

test('leaving ends what still waits', async () => {
  const { again } = createTestContext()
  sandbox.setFault({ path: /manifests\/1\.1/ }, { hang: true })
  const tag = ['1.0', '1.1-amd64', '1.1-arm64', '1.1-armv7', 'latest', '1.0-amd64', '1.0-arm64']
  const lines = listTagPlatforms({ repository: repositoryOf('demo/app'), tag, detail: 'platforms' }, again())
  expect((await lines.next()).value).toMatchObject({ tag: '1.0' })
  const asked = sandbox.requests.length
  await lines.return(undefined)
  expect(sandbox.requests.length).toBeLessThanOrEqual(asked + 4)
})

test.each([
  ['demo/java-multi-arch-demo', [['1.0', 'missing']]],
  ['demo/nginx-base', [['1.25', 'stale']]],
  ['demo/centos-base', [['7', 'current']]],
  [
    'demo/app',
    [
      ['1.1', 'missing'],
      ['1.0', 'current'],
    ],
  ],
  ['demo/everywhere', []],
])('the tags of %s suggest %j', async (name, expected) => {
  const suggestions = await listSuggestions({ repository: repositoryOf(name) }, createTestContext().context)
  expect(suggestions.map(({ target, state }) => [target, state])).toEqual(expected)
  for (const { sources } of suggestions) for (const { problems } of sources) expect(problems).toEqual([])
})
