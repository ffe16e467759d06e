import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { TagDetail, TagLine } from '@/lib/contract/tags'
import { mediaTypes } from '@/lib/oci/media-type'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { listSuggestions } from './list-suggestions'
import { listTagPlatforms } from './list-tag-platforms'
import { listTags } from './list-tags'
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

async function linesOf(name: string, tag?: string[], detail: TagDetail = 'platforms') {
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

test('what has no platforms says of which type it is', async () => {
  const lines = await linesOf('demo/broken', ['schema1', 'helm-chart'])
  const kind = 'artifact'
  expect(lines.get('schema1')).toMatchObject({ kind, mediaType: mediaTypes.dockerSchema1 })
  expect(lines.get('helm-chart')).toMatchObject({ kind, mediaType: mediaTypes.ociManifest })
})

test.each<[TagDetail, number]>([
  ['platforms', 1],
  ['full', 1 + 2],
  ['matrix', 1 + 2 * 2],
])(
  'an index of two platforms costs, in detail %s, %i requests, and a look when nothing moved',
  async (detail, cost) => {
    const { again } = createTestContext()
    const input = { repository: repositoryOf('demo/app'), tag: ['1.0'], detail }
    const read = async () => {
      sandbox.requests.length = 0
      for await (const line of listTagPlatforms(input, again()))
        expect(line).toMatchObject({ tag: '1.0', kind: 'index' })
      return sandbox.requests.map(({ method }) => method)
    }
    expect(await read()).toEqual(Array.from({ length: cost }, () => 'GET'))
    expect(await read()).toEqual(['HEAD'])
  },
)

test('size and age come only when asked for: of one image, or of each', async () => {
  const known = { size: expect.any(Number), created: '2026-06-02T09:12:44Z' }
  const facts = (await linesOf('demo/app', ['1.0'])).get('1.0')
  expect(facts).not.toHaveProperty('size')
  const full = (await linesOf('demo/app', ['1.0'], 'full')).get('1.0')
  expect(full).toMatchObject({ ...known, images: [{ platform: 'linux/amd64', ...known }, { platform: 'linux/arm64' }] })
  expect(full).not.toHaveProperty('images.1.size')
  const matrix = (await linesOf('demo/app', ['1.0'], 'matrix')).get('1.0')
  expect(matrix).toMatchObject({ ...known, images: [known, known] })
})

test('platforms come before anything is measured, and what cannot be measured stays unknown', async () => {
  sandbox.setFault({ path: /blobs\// }, { status: 404 })
  const input = { repository: repositoryOf('demo/app'), tag: ['1.0', 'latest'], detail: 'full' as const }
  const lines: TagLine[] = []
  for await (const line of listTagPlatforms(input, createTestContext().context)) lines.push(line)
  expect(lines.map(({ tag }) => tag).toSorted()).toEqual(['1.0', '1.0', 'latest', 'latest'])
  for (const line of lines) expect(line).not.toHaveProperty('size')
})

test('an image that is gone does not keep the size of the others away', async () => {
  const line = (await linesOf('demo/broken', ['missing-child'], 'matrix')).get('missing-child')
  expect(line).toMatchObject({ size: expect.any(Number), images: [{ size: expect.any(Number) }, {}] })
  expect(line).not.toHaveProperty('images.1.size')
})

test('a tag that fails says why, the others do not wait for it', async () => {
  const lines = await linesOf('demo/app', ['1.0', 'gone', 'not valid'])
  expect(lines.get('1.0')).toHaveProperty('digest')
  expect(lines.get('gone')).toMatchObject({ error: { code: 'NOT_FOUND' } })
  expect(lines.get('not valid')).toMatchObject({ error: { code: 'REFERENCE_INVALID' } })
})

test('of hundreds of tags each has its lines', async () => {
  const tag = Array.from({ length: 200 }, (_, at) => (at % 50 === 0 ? `gone-${at}` : `not valid ${at}`))
  const lines = await linesOf('demo/app', [...tag, '1.0', 'latest'], 'full')
  expect(lines.size).toBe(202)
  expect(lines.get('gone-50')).toMatchObject({ error: { code: 'NOT_FOUND' } })
  expect(lines.get('1.0')).toMatchObject({ size: expect.any(Number) })
  expect(lines.get('latest')).toMatchObject({ size: expect.any(Number) })
})

test('merges are found among more tags than fit one call', async () => {
  const tags = Array.from({ length: 150_000 }, (_, at) => `v${at}`).concat('1.0-amd64', '1.0-arm64', '1.0')
  const body = JSON.stringify({ name: 'demo/app', tags })
  sandbox.setFault({ path: /tags\/list/ }, { status: 200, headers: { 'content-type': 'application/json' }, body })
  const suggestions = await listSuggestions({ repository: repositoryOf('demo/app') }, createTestContext().context)
  expect(suggestions).toMatchObject([{ target: '1.0', state: 'current' }])
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

test('digests that come with the list are believed: a tag whose image is known is not asked again', async () => {
  const { again } = createTestContext()
  const digest = sandbox.store.getManifest('demo/app', '1.0')?.digest ?? ''
  const body = JSON.stringify({
    name: 'demo/app',
    tags: ['1.0', 'latest'],
    manifest: { [digest]: { tag: ['1.0', 'latest'] } },
  })
  sandbox.setFault({ path: /tags\/list/ }, { status: 200, headers: { 'content-type': 'application/json' }, body })
  const repository = repositoryOf('demo/app')
  expect((await listTags({ repository }, again())).digests).toEqual({ '1.0': digest, latest: digest })
  sandbox.requests.length = 0
  const lines: TagLine[] = []
  for (const tag of ['1.0', 'latest'])
    for await (const line of listTagPlatforms({ repository, tag: [tag], detail: 'platforms' }, again()))
      lines.push(line)
  expect(lines).toMatchObject([
    { tag: '1.0', digest, platforms: ['linux/amd64', 'linux/arm64'] },
    { tag: 'latest', digest, platforms: ['linux/amd64', 'linux/arm64'] },
  ])
  expect(sandbox.requests.map(({ path }) => path)).toEqual([`/v2/demo/app/manifests/${digest}`])
})
