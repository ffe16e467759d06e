import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { composeInputSchema } from '@/lib/contract/compose'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { openJournalFolder } from './journal'
import type { JournalStore } from './journal-store'
import { LmdbJournalStore } from './journal-store-lmdb'
import { MemoryJournalStore } from './journal-store-memory'
import { listHistory } from './list-history'
import { planCompose } from './plan-compose'
import { pushIndex } from './push-index'
import { createTestContext } from './test-context'

let sandbox: Sandbox
let folder: string
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0 })
  folder = await mkdtemp(join(tmpdir(), 'archipelago-journal-'))
})
afterEach(async () => {
  await sandbox.close()
  await rm(folder, { recursive: true })
})

const repository = () => `${sandbox.registry}/demo/app`
const digestAt = (tag: string) => sandbox.store.getManifest('demo/app', tag)?.digest ?? null

/** Pushes 1.1 from its three single-platform tags to `tag`. */
async function push(tag: string, { store, tags = [] }: { store: JournalStore; tags?: string[] }) {
  const { again } = createTestContext({ store })
  const sources = ['amd64', 'arm64', 'armv7'].map((name) => ({ reference: `${repository()}:1.1-${name}` }))
  const input = composeInputSchema.parse({ target: `${repository()}:${tag}`, sources, tags })
  const plan = await planCompose(input, again())
  const confirmed = { digest: plan.index.digest, expected: plan.current?.digest ?? null }
  for await (const _event of pushIndex({ ...input, ...confirmed }, again()));
  return plan.index.digest
}

const historyOf = (store: JournalStore) => listHistory({}, createTestContext({ store }).context)

/** Whatever is written to it later is lost, as when the process is killed. */
class DyingStore extends MemoryJournalStore {
  override async replace(): Promise<void> {}
}

test('every tag that is written is noted: who, when, from what to what, and whether it can be put back', async () => {
  const store = new MemoryJournalStore()
  const before = digestAt('latest')
  const digest = await push('1.1', { store, tags: ['latest'] })
  const { entries, durable, next } = await historyOf(store)
  expect(durable).toBe(false)
  expect(next).toBeUndefined()
  const common = { by: 'local', action: 'push', to: digest, state: 'done' }
  expect(entries).toEqual([
    expect.objectContaining({ ...common, reference: `${repository()}:latest`, from: before, canRestore: true }),
    expect.objectContaining({ ...common, reference: `${repository()}:1.1`, from: null, canRestore: false }),
  ])
  for (const { time } of entries) expect(new Date(time).toISOString()).toBe(time)
})

test('the entry is there before the first byte is written, with the old manifest', async () => {
  const store = new MemoryJournalStore()
  const before = digestAt('latest')
  const found: unknown[] = []
  const add = store.add.bind(store)
  store.add = async (entry, old) => {
    found.push(entry.state, old?.digest, digestAt('latest'))
    await add(entry, old)
  }
  await push('latest', { store })
  expect(found).toEqual(['started', before, before])
})

test('nothing is written when the journal cannot be', async () => {
  const store = new MemoryJournalStore()
  store.add = () => Promise.reject(new Error('no space left on device'))
  await expect(push('1.1', { store })).rejects.toMatchObject({ error: { code: 'INTERNAL' } })
  expect(digestAt('1.1')).toBeNull()
  expect(sandbox.requests.filter(({ method }) => method === 'PUT')).toEqual([])
})

test('the same index again is no entry', async () => {
  const store = new MemoryJournalStore()
  await push('1.1', { store })
  await push('1.1', { store })
  expect((await historyOf(store)).entries).toHaveLength(1)
})

test('a write that the registry refuses is noted as failed, with its words', async () => {
  const store = new MemoryJournalStore()
  sandbox.setFault({ method: 'PUT', path: /manifests/ }, { status: 403, body: '' })
  await expect(push('latest', { store })).rejects.toMatchObject({ kind: 'denied' })
  const [entry] = (await historyOf(store)).entries
  expect(entry).toMatchObject({
    state: 'failed',
    canRestore: false,
    message: expect.stringContaining(sandbox.registry),
  })
})

test.each([
  ['done', 'the registry had it', async () => {}],
  [
    'failed',
    'the registry never had it',
    async () => {
      sandbox.store.setTag({ repository: 'demo/app', tag: 'latest', digest: digestAt('1.0') ?? 'sha256:' })
    },
  ],
  [
    'unknown',
    'somebody else has written since',
    async () => {
      sandbox.store.setTag({ repository: 'demo/app', tag: 'latest', digest: digestAt('1.1-amd64') ?? 'sha256:' })
    },
  ],
  [
    'unknown',
    'the tag is gone since',
    async () => {
      sandbox.store.deleteTag('demo/app', 'latest')
    },
  ],
])('a write that a kill interrupted is %s for the next server: %s', async (state, _case, change) => {
  const dying = new DyingStore()
  await push('latest', { store: dying })
  const [started] = await dying.list({ limit: 1 })
  if (!started) throw new Error('nothing was noted')
  expect(started.state).toBe('started')
  const earlier = await LmdbJournalStore.open(folder)
  const old = await dying.getManifest(repository(), digestAt('1.0') ?? 'sha256:')
  await earlier.add(started, old)
  await earlier.close()
  await change()
  const store = await LmdbJournalStore.open(folder)
  const { entries, durable } = await historyOf(store)
  expect(durable).toBe(true)
  expect(entries).toEqual([expect.objectContaining({ state, message: expect.stringContaining('It broke off') })])
  expect(entries[0]?.canRestore).toBe(state !== 'failed')
  expect(await store.get(started.id)).toMatchObject({ state })
  await store.close()
})

test('what cannot be asked now is unknown for now, and asked again', async () => {
  const dying = new DyingStore()
  await push('latest', { store: dying })
  const removeFault = sandbox.setFault({ path: /manifests\/latest/ }, { status: 403, body: '' })
  expect((await historyOf(dying)).entries).toMatchObject([{ state: 'unknown' }])
  removeFault()
  expect((await historyOf(dying)).entries).toMatchObject([{ state: 'done' }])
})

test('what is under way is left alone', async () => {
  const { again } = createTestContext()
  const seen: unknown[] = []
  const store = new MemoryJournalStore()
  const { again: pusher, context } = createTestContext({ store })
  const input = composeInputSchema.parse({
    target: `${repository()}:1.1`,
    sources: [{ reference: `${repository()}:1.1-amd64` }],
  })
  const plan = await planCompose(input, again())
  const replace = store.replace.bind(store)
  store.replace = async (entry) => {
    const { entries } = await listHistory({}, context)
    const fromElsewhere = await listHistory({}, createTestContext({ store }).context)
    seen.push(entries[0]?.state, fromElsewhere.entries[0]?.state)
    await replace(entry)
  }
  for await (const _event of pushIndex({ ...input, digest: plan.index.digest, expected: null }, pusher()));
  expect(seen).toEqual(['started', 'started'])
})

test('history comes in pages and by repository', async () => {
  const store = new MemoryJournalStore()
  for (const tag of ['a', 'b', 'c']) await push(tag, { store })
  const { context } = createTestContext({ store })
  const first = await listHistory({ n: 2 }, context)
  expect(first.entries.map(({ reference }) => reference.slice(-1))).toEqual(['c', 'b'])
  const second = await listHistory({ n: 2, before: first.next }, context)
  expect(second.entries.map(({ reference }) => reference.slice(-1))).toEqual(['a'])
  expect(second.next).toBeUndefined()
  expect((await listHistory({ repository: repository() }, context)).entries).toHaveLength(3)
  expect((await listHistory({ repository: `${sandbox.registry}/demo/other` }, context)).entries).toEqual([])
})

test('a folder that cannot be written leaves a journal in memory', async () => {
  await writeFile(join(folder, 'file'), '')
  const store = await openJournalFolder(join(folder, 'file', 'below'))
  expect(store.durable).toBe(false)
  const writable = await openJournalFolder(join(folder, 'made', 'anew'))
  expect(writable.durable).toBe(true)
  await writable.close()
})
