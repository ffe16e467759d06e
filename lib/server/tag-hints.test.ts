import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TagDetail, TagFacts, TagLine } from '@/lib/contract/tags'
import { mediaTypes } from '@/lib/oci/media-type'
import { parseReference } from '@/lib/oci/reference'
import { registrySettingsSchema } from '@/lib/registry/registry-settings'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { readConfig } from './config'
import { listTagPlatforms } from './list-tag-platforms'
import { readManifest } from './read-manifest'
import { createRegistryAccess } from './registry-access'
import type { RequestContext } from './request-context'
import { createTestContext } from './test-context'

const closers: (() => Promise<unknown>)[] = []
let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0 })
  closers.push(() => sandbox.close())
})
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** The sandbox as Docker Hub, and beside it the pages that Docker Hub has of its tags. */
async function startHub(listener: RequestListener) {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(request.url ?? '')
    listener(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections()))
  const tagApi = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const settings = registrySettingsSchema.parse({ endpoint: `http://${sandbox.registry}`, tagApi })
  const config = { ...readConfig({ ARCHIPELAGO_DOCKER_CONFIG: '/nowhere' }), registries: { 'docker.io': settings } }
  const access = createRegistryAccess(config)
  return { seen, context: { ...createTestContext().context, access } }
}

async function linesOf(context: RequestContext, tag: string[], detail: TagDetail = 'full') {
  const lines: TagLine[] = []
  const input = { repository: 'docker.io/demo/app', tag, detail }
  for await (const line of listTagPlatforms(input, { ...context, readTags: new Map() })) lines.push(line)
  return lines
}

const digest = `sha256:${'a'.repeat(64)}`
const told = (name: string) => ({
  name,
  digest,
  media_type: mediaTypes.ociIndex,
  images: ['amd64', 's390x'].map((architecture) => ({ os: 'linux', architecture, digest, size: 7_000 })),
})
const gives =
  (...names: string[]): RequestListener =>
  (_request, response) =>
    response.end(JSON.stringify({ next: null, results: names.map(told) }))

test('a list of tags costs one request to Docker Hub’s pages and none to the registry', async () => {
  const { seen, context } = await startHub(gives('1.0', 'latest'))
  const lines = await linesOf(context, ['1.0', 'latest'])
  expect(lines).toHaveLength(2)
  expect(lines[0]).toMatchObject({ tag: '1.0', kind: 'index', platforms: ['linux/amd64', 'linux/s390x'], size: 7_000 })
  await linesOf(context, ['1.0'])
  expect(seen).toEqual(['/v2/repositories/demo/app/tags?page_size=100&page=1'])
  expect(sandbox.requests).toEqual([])
})

test('what they do not tell is read from the registry', async () => {
  const { context } = await startHub(gives('latest'))
  const lines = await linesOf(context, ['latest', '1.1-armv7'], 'platforms')
  expect(lines.map(({ tag }) => tag)).toEqual(['latest', '1.1-armv7'])
  expect(lines[1]).toMatchObject({ kind: 'image', platforms: ['linux/arm/v7'] })
})

test.each<[string, RequestListener]>([
  ['answer with an error', (_request, response) => response.writeHead(503).end()],
  ['break off', (request) => request.socket.destroy()],
])('where the pages %s, the registry is asked as if there were none', async (_what, listener) => {
  const { seen, context } = await startHub(listener)
  const lines = await linesOf(context, ['1.0'], 'platforms')
  expect(lines).toMatchObject([{ tag: '1.0', platforms: ['linux/amd64', 'linux/arm64'] }])
  await linesOf(context, ['1.0'], 'platforms')
  expect(seen).toHaveLength(1)
})

test('pages are read until the tags are found, five at most', async () => {
  const { seen, context } = await startHub((request, response) => {
    const page = Number(new URL(request.url ?? '', 'http://hub').searchParams.get('page'))
    response.end(JSON.stringify({ next: 'more', results: [told(`page-${page}`)] }))
  })
  expect(await linesOf(context, ['page-2'])).toHaveLength(1)
  expect(seen).toHaveLength(2)
  await linesOf(context, ['nowhere'])
  expect(seen).toHaveLength(5)
})

test('a tag that was seen to name something else is not believed', async () => {
  const { context } = await startHub(gives('1.0'))
  const { digest: real } = await readManifest(parseReference('docker.io/demo/app:1.0'), context)
  const [line] = await linesOf(context, ['1.0'], 'platforms')
  expect((line as TagFacts).digest).toBe(real)
})

test('an image is never opened by what the pages say', async () => {
  const { context } = await startHub(gives('1.0'))
  await linesOf(context, ['1.0'])
  const stored = await readManifest(parseReference('docker.io/demo/app:1.0'), { ...context, readTags: new Map() })
  expect(stored.digest).not.toBe(digest)
})
