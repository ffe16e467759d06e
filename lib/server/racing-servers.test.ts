import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { parseManifest } from '@/lib/oci/manifest'
import { image } from '@/lib/sandbox/images/image'
import { layer } from '@/lib/sandbox/images/layer'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import type { AppenderTask } from './appender.fixture'
import { LmdbJournalStore } from './journal-store-lmdb'
import { RedisJournalStore } from './journal-store-redis'
import { listHistory } from './list-history'
import { hasRedisServer, startRedis } from './redis.fixture'
import { createTestContext } from './test-context'

const repository = 'race/app'
const program = fileURLToPath(new URL('./appender.fixture.ts', import.meta.url))
const patienceMs = 60_000

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, images: false })
})
afterEach(() => sandbox.close())

/** Images that can all stand in one index: Windows tells them apart by its build. */
function putImages(count: number, registry = sandbox.registry): string[] {
  const layers = [layer({ path: 'app', sizeBytes: 64, createdBy: 'COPY app / # buildkit' })]
  return Array.from({ length: count }, (_, position) => {
    const platform = { os: 'windows', architecture: 'amd64', 'os.version': `10.0.20348.${position + 1}` }
    const tag = `build-${position + 1}`
    sandbox.store.putImage({ repository, tag, image: image({ platform, layers, config: {} }) })
    return `${registry}/${repository}:${tag}`
  })
}

interface Task extends Omit<AppenderTask, 'target'> {
  registry?: string
}

function startServer({ registry = sandbox.registry, ...task }: Task): ChildProcess {
  const given = JSON.stringify({ ...task, target: `${registry}/${repository}:1.0` })
  const options = ['--conditions=react-server', '--import=tsx', program, given]
  return spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] })
}

/** The sandbox as registries of today are: it writes whatever condition comes with the request. */
async function startForgetfulProxy(): Promise<{ registry: string; close(): Promise<void> }> {
  const server = createServer((incoming, answer) => {
    const { 'if-match': _match, 'if-none-match': _noneMatch, ...headers } = incoming.headers
    const { method, url } = incoming
    const onward = request(`${sandbox.url}${url}`, { method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(answer)
    })
    incoming.pipe(onward)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return {
    registry: `localhost:${address.port}`,
    async close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

const exitCodeOf = async (server: ChildProcess) => (await once(server, 'exit'))[0]

function indexNow(): string[] {
  const stored = sandbox.store.getManifest(repository, '1.0')
  const manifest = stored && parseManifest(stored.bytes)
  return manifest?.kind === 'index' ? manifest.index.entries.map(({ descriptor }) => descriptor.digest) : []
}

// run where a Redis can be started: `npm test` installs it
describe.each(hasRedisServer ? [startRedis] : [])('two servers that share a Redis', (start) => {
  it(
    'add to one tag at once, and no entry is lost',
    async () => {
      const [redis, proxy] = await Promise.all([start(), startForgetfulProxy()])
      onTestFinished(async () => {
        await Promise.all([redis.stop(), proxy.close()])
      })
      const sources = putImages(24, proxy.registry)
      const halves = [sources.slice(0, 12), sources.slice(12)]
      const servers = halves.map((half) =>
        startServer({ sources: half, workers: 3, redisUrl: redis.url, registry: proxy.registry }),
      )
      expect(await Promise.all(servers.map(exitCodeOf))).toEqual([0, 0])
      expect(new Set(indexNow()).size).toBe(sources.length)
      const entries = await new RedisJournalStore(redis.connect()).list({ limit: 99 })
      const written = entries.filter(({ state }) => state === 'done').toReversed()
      expect(written).toHaveLength(sources.length)
      for (const [position, { from }] of written.entries()) expect(from).toBe(written[position - 1]?.to ?? null)
    },
    patienceMs,
  )
})

describe('a server that is killed', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'archipelago-kill-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it.each([
    ['while it verifies', 'GET', 'done', 1],
    ['while it writes', 'PUT', 'failed', 0],
  ])(
    '%s leaves the old tag or the new one, and the next server says which',
    async (_case, method, state, length) => {
      const sources = putImages(1)
      const path = /manifests\/1\.0$/
      // the tag is read once for the plan and once more for the push
      if (method === 'GET') for (const _look of [1, 2]) sandbox.setFault({ method, path, times: 1 }, { delayMs: 1 })
      sandbox.setFault({ method, path }, { hang: true })
      const server = startServer({ sources, workers: 1, folder })
      const reached = () => sandbox.requests.filter((seen) => seen.method === 'PUT').length
      await expect.poll(reached, { timeout: 20_000 }).toBeGreaterThan(0)
      await expect.poll(async () => (await entriesIn(folder))[0]?.state, { timeout: 5000 }).toBe('started')
      server.kill('SIGKILL')
      await once(server, 'exit')
      sandbox.clearFaults()
      expect(indexNow()).toHaveLength(length)
      const store = await LmdbJournalStore.open(folder)
      const history = await listHistory({}, createTestContext({ store }).context)
      expect(history.entries).toMatchObject([
        { state, action: 'push', message: expect.stringContaining('It broke off') },
      ])
      await store.close()
    },
    patienceMs,
  )
})

async function entriesIn(folder: string) {
  const store = await LmdbJournalStore.open(folder)
  const entries = await store.list({ limit: 9 })
  await store.close()
  return entries
}
