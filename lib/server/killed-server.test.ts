import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest'
import type { Platform } from '@/lib/oci/platform'
import { image } from '@/lib/sandbox/images/image'
import { layer } from '@/lib/sandbox/images/layer'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { startAlteringProxy } from './altering-proxy.fixture'
import type { AppenderTask } from './appender.fixture'
import { LmdbJournalStore } from './journal-store-lmdb'
import { listHistory } from './list-history'
import { createTestContext } from './test-context'

const program = fileURLToPath(new URL('./appender.fixture.ts', import.meta.url))
const patienceMs = 60_000

let home: Sandbox
let abroad: Sandbox
let folder = ''
beforeEach(async () => {
  home = await startSandbox({ port: 0, images: false })
  abroad = await startSandbox({ port: 0, images: false })
  folder = await mkdtemp(join(tmpdir(), 'archipelago-kill-'))
})
afterEach(() => Promise.all([home.close(), abroad.close(), rm(folder, { recursive: true })]))

function putImage({ store }: Sandbox, { tag, ...place }: { tag: string; repository: string; platform: Platform }) {
  const layers = [layer({ path: tag, sizeBytes: 64, createdBy: 'COPY app / # buildkit' })]
  store.putImage({ repository: place.repository, tag, image: image({ platform: place.platform, layers, config: {} }) })
}

type Point = 'blob' | 'image' | 'before' | 'after' | 'read-back'

const methods: Record<Point, string> = { blob: 'PUT', image: 'PUT', before: 'PUT', after: 'PUT', 'read-back': 'GET' }
const paths: Record<Point, RegExp> = {
  blob: /blobs\/uploads\//,
  image: /manifests\/sha256:/,
  before: /manifests\/1\.0$/,
  after: /manifests\/1\.0$/,
  'read-back': /manifests\/1\.0$/,
}

/** The home registry, which at one point keeps its peace for ever; `reached` tells when. */
async function startStalling(point: Point) {
  let hasWritten = false
  let isReached = false
  const isPoint = ({ method = '', url = '' }: { method?: string; url?: string }) =>
    method === methods[point] && paths[point].test(url) && (point !== 'read-back' || hasWritten)
  const proxy = await startAlteringProxy({
    target: home.url,
    onRequest(incoming) {
      const isStalled = point !== 'after' && isPoint(incoming)
      isReached ||= isStalled
      hasWritten ||= incoming.method === 'PUT' && paths.before.test(incoming.url ?? '')
      return isStalled ? undefined : incoming.headers
    },
    onAnswer(answered, incoming) {
      if (point !== 'after' || !isPoint(incoming)) return answered
      isReached = true
      return undefined
    },
  })
  return { ...proxy, reached: () => isReached }
}

async function killAt(point: Point): Promise<void> {
  const stalling = await startStalling(point)
  const task: AppenderTask = {
    target: `${stalling.registry}/race/app:1.0`,
    sources: [`${abroad.registry}/team/app:1.0-arm64`],
    workers: 1,
    folder,
  }
  const server = spawn(process.execPath, ['--conditions=react-server', '--import=tsx', program, JSON.stringify(task)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  onTestFinished(() => void server.kill('SIGKILL'))
  const ended = once(server, 'exit')
  await expect.poll(stalling.reached, { timeout: 20_000 }).toBe(true)
  server.kill('SIGKILL')
  await ended
  await stalling.close()
}

it.each<[string, Point, 'old' | 'new']>([
  ['before the first blob has come', 'blob', 'old'],
  ['between the blobs and the images', 'image', 'old'],
  ['between the images and the tag', 'before', 'old'],
  ['after the tag was written and before it is told', 'after', 'new'],
  ['before it has read the tag back', 'read-back', 'new'],
])(
  'a server killed %s leaves the old tag or the new one, and the next one tells what was under way',
  async (_case, point, left) => {
    putImage(home, { repository: 'race/app', tag: '1.0', platform: { os: 'linux', architecture: 'amd64' } })
    putImage(abroad, { repository: 'team/app', tag: '1.0-arm64', platform: { os: 'linux', architecture: 'arm64' } })
    const old = home.store.getManifest('race/app', '1.0')
    await killAt(point)

    const store = await LmdbJournalStore.open(folder)
    onTestFinished(() => store.close())
    const [begun, ...others] = await store.list({ limit: 9 })
    expect(begun).toMatchObject({ state: 'started', action: 'push', from: old?.digest })
    expect(others).toEqual([])
    const found = home.store.getManifest('race/app', '1.0')?.digest
    expect(found).toBe(left === 'old' ? old?.digest : begun?.to)

    const reference = begun?.reference.replace(/^localhost:\d+/, home.registry) ?? ''
    if (begun) await store.replace({ ...begun, reference })
    const { entries } = await listHistory({}, createTestContext({ store }).context)
    const state = left === 'old' ? 'failed' : 'done'
    expect(entries).toMatchObject([{ state, message: expect.stringContaining('It broke off') }])
  },
  patienceMs,
)
