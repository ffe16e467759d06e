import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { parseManifest } from '@/lib/oci/manifest'
import { image } from '@/lib/sandbox/images/image'
import { layer } from '@/lib/sandbox/images/layer'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { type AlteringProxy, startAlteringProxy } from './altering-proxy.fixture'
import type { AppenderTask } from './appender.fixture'
import { RedisJournalStore } from './journal-store-redis'
import { hasRedisServer, startRedis } from './redis.fixture'

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
function startForgetfulProxy(): Promise<AlteringProxy> {
  return startAlteringProxy({
    target: sandbox.url,
    onRequest: ({ headers: { 'if-match': _match, 'if-none-match': _noneMatch, ...headers } }) => headers,
  })
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
      const entries = await new RedisJournalStore(redis.connect()).list({ limit: 999 })
      const written = entries.filter(({ state }) => state === 'done').toReversed()
      expect(written).toHaveLength(sources.length)
      for (const [position, { from }] of written.entries()) expect(from).toBe(written[position - 1]?.to ?? null)
    },
    patienceMs,
  )
})
