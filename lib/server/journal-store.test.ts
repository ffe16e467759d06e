import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { JournalEntry } from '@/lib/contract/history'
import { computeDigest } from '@/lib/oci/compute-digest'
import { mediaTypes } from '@/lib/oci/media-type'
import type { JournalStore, KeptManifest } from './journal-store'
import { LmdbJournalStore } from './journal-store-lmdb'
import { MemoryJournalStore } from './journal-store-memory'
import { RedisJournalStore } from './journal-store-redis'
import { hasRedisServer, type RedisServer, startRedis } from './redis.fixture'

interface Implementation {
  name: string
  start(): Promise<void>
  stop(): Promise<void>
  /** A store of its own for each `place`; the same place again is another server on the same data. */
  open(place: string, maxEntries?: number): Promise<JournalStore>
}

let folder = ''
let redis: RedisServer
const memories = new Map<string, MemoryJournalStore>()

const implementations: Implementation[] = [
  {
    name: 'memory',
    start: async () => {},
    stop: async () => {},
    async open(place, maxEntries) {
      const store = memories.get(place) ?? new MemoryJournalStore({ maxEntries })
      memories.set(place, store)
      return store
    },
  },
  {
    name: 'LMDB',
    async start() {
      folder = await mkdtemp(join(tmpdir(), 'archipelago-journal-'))
    },
    stop: () => rm(folder, { recursive: true }),
    open: (place, maxEntries) => LmdbJournalStore.open(join(folder, place), { maxEntries }),
  },
]

if (hasRedisServer)
  implementations.push({
    name: 'Redis',
    async start() {
      redis = await startRedis()
    },
    stop: () => redis.stop(),
    open: async (place, maxEntries) => new RedisJournalStore(redis.connect(), { maxEntries, prefix: `${place}:` }),
  })

function manifestOf(text: string): KeptManifest {
  const bytes = new TextEncoder().encode(text)
  return { digest: computeDigest(bytes), mediaType: mediaTypes.ociIndex, bytes }
}

const app = 'localhost:5000/demo/app'
const tool = 'localhost:5000/demo/tool'
const [one, two] = [manifestOf('{"one":1}'), manifestOf('{"two":"ü"}')]

function entryOf(id: string, more: Partial<JournalEntry> = {}): JournalEntry {
  const time = '2026-10-21T16:40:05.000Z'
  const reference = `${app}:1.0`
  return { id, time, by: 'local', action: 'push', reference, from: null, to: two.digest, state: 'started', ...more }
}

describe.each(implementations)('the journal in $name', ({ start, stop, open }) => {
  let place = ''
  let places = 0
  let store: JournalStore
  beforeAll(start)
  afterAll(async () => {
    await store.close()
    await stop()
  })
  beforeEach(async () => {
    await store?.close()
    places += 1
    place = `place-${places}`
    store = await open(place)
  })

  it('gives back what was added, newest first', async () => {
    for (const id of ['b', 'a', 'c']) await store.add(entryOf(id, { message: `entry ${id}` }))
    expect(await store.get('b')).toEqual(entryOf('b', { message: 'entry b' }))
    expect((await store.list({ limit: 10 })).map(({ id }) => id)).toEqual(['c', 'b', 'a'])
  })

  it('gives pages, of one repository where asked', async () => {
    for (const id of ['1', '2', '3', '4', '5']) {
      const reference = Number(id) % 2 === 0 ? `${tool}:latest` : `${app}:1.0`
      await store.add(entryOf(id, { reference }))
    }
    const idsOf = async (page: Parameters<JournalStore['list']>[0]) => (await store.list(page)).map(({ id }) => id)
    expect(await idsOf({ limit: 2 })).toEqual(['5', '4'])
    expect(await idsOf({ limit: 2, before: '4' })).toEqual(['3', '2'])
    expect(await idsOf({ limit: 9, repository: app })).toEqual(['5', '3', '1'])
    expect(await idsOf({ limit: 9, repository: app, before: '5' })).toEqual(['3', '1'])
    expect(await idsOf({ limit: 9, repository: 'localhost:5000/demo' })).toEqual([])
  })

  it('writes an entry over, but does not bring one back', async () => {
    await store.add(entryOf('a'))
    await store.replace(entryOf('a', { state: 'failed', message: 'no' }))
    await store.replace(entryOf('never'))
    expect(await store.get('a')).toMatchObject({ state: 'failed', message: 'no' })
    expect(await store.get('never')).toBeUndefined()
    expect(await store.list({ limit: 9 })).toHaveLength(1)
  })

  it('keeps a manifest byte for byte, for its own repository', async () => {
    await store.add(entryOf('a', { from: two.digest }), two)
    expect(await store.getManifest(app, two.digest)).toEqual(two)
    expect(await store.getManifest(tool, two.digest)).toBeUndefined()
    expect(await store.getManifest(app, one.digest)).toBeUndefined()
    expect(await store.keptManifests(app, [one.digest, two.digest])).toEqual(new Set([two.digest]))
  })

  it('drops the oldest entries, and manifests with the last entry that comes from them', async () => {
    const small = await open(`${place}-small`, 2)
    await small.add(entryOf('1', { from: one.digest }), one)
    await small.add(entryOf('2', { from: one.digest }), one)
    await small.add(entryOf('3', { from: two.digest }), two)
    expect((await small.list({ limit: 9 })).map(({ id }) => id)).toEqual(['3', '2'])
    expect((await small.list({ limit: 9, repository: app })).map(({ id }) => id)).toEqual(['3', '2'])
    expect(await small.getManifest(app, one.digest)).toEqual(one)
    await small.add(entryOf('4'))
    expect(await small.getManifest(app, one.digest)).toBeUndefined()
    expect(await small.getManifest(app, two.digest)).toEqual(two)
    await small.close()
  })

  it('is seen by another server on the same data', async () => {
    const other = await open(place)
    await store.add(entryOf('a', { from: one.digest }), one)
    expect(await other.get('a')).toEqual(entryOf('a', { from: one.digest }))
    await other.replace(entryOf('a', { state: 'done' }))
    expect(await store.get('a')).toMatchObject({ state: 'done' })
    expect(await other.getManifest(app, one.digest)).toEqual(one)
  })

  it('loses nothing that is added at once', async () => {
    const ids = Array.from({ length: 50 }, (_, position) => String(position).padStart(3, '0'))
    await Promise.all(ids.map((id) => store.add(entryOf(id, { from: one.digest }), one)))
    expect((await store.list({ limit: 99 })).map(({ id }) => id)).toEqual(ids.toReversed())
  })
})
