import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Digest, isDigest } from '@/lib/oci/digest'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { deleteTag } from './delete-tag'
import type { JournalStore } from './journal-store'
import { MemoryJournalStore } from './journal-store-memory'
import { listHistory } from './list-history'
import { restoreTag } from './restore-tag'
import { createTestContext } from './test-context'

let sandbox: Sandbox
let store: JournalStore
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0 })
  store = new MemoryJournalStore()
})
afterEach(() => sandbox.close())

const contextOf = () => createTestContext({ store }).context
const reference = () => `${sandbox.registry}/demo/app:latest`
const writes = () => sandbox.requests.filter(({ method }) => !['GET', 'HEAD'].includes(method))

function digestAt(tag: string): Digest {
  const digest = sandbox.store.getManifest('demo/app', tag)?.digest
  if (!isDigest(digest)) throw new Error(`${tag} does not exist`)
  return digest
}

test('a tag is put back on an earlier digest, and that is noted', async () => {
  const [now, earlier] = [digestAt('latest'), digestAt('1.1-amd64')]
  const done = await restoreTag({ reference: reference(), digest: earlier, expected: now }, contextOf())
  expect(done).toEqual({ reference: reference(), digest: earlier, previous: now })
  expect(digestAt('latest')).toBe(earlier)
  const { entries } = await listHistory({}, contextOf())
  expect(entries).toMatchObject([{ action: 'restore', from: now, to: earlier, state: 'done', canRestore: true }])
  await restoreTag({ reference: reference(), digest: now, expected: earlier }, contextOf())
  expect(digestAt('latest')).toBe(now)
})

test('a tag that has moved is left where it is', async () => {
  const now = digestAt('latest')
  const restoring = restoreTag(
    { reference: reference(), digest: digestAt('1.1-amd64'), expected: digestAt('1.1-arm64') },
    contextOf(),
  )
  await expect(restoring).rejects.toMatchObject({ error: { code: 'CONFLICT', detail: { current: now } } })
  expect(writes()).toEqual([])
})

test('a tag that is there already is a success without a write', async () => {
  const now = digestAt('latest')
  const done = await restoreTag({ reference: reference(), digest: now, expected: null }, contextOf())
  expect(done).toMatchObject({ digest: now, previous: now })
  expect(writes()).toEqual([])
})

test('after the registry has dropped the manifest, the journal gives its bytes back', async () => {
  const [old, other] = [digestAt('latest'), digestAt('1.1-amd64')]
  const bytes = sandbox.store.getManifest('demo/app', old)?.bytes
  await restoreTag({ reference: reference(), digest: other, expected: old }, contextOf())
  sandbox.store.deleteManifest('demo/app', old)
  expect(sandbox.store.getManifest('demo/app', old)).toBeUndefined()
  await restoreTag({ reference: reference(), digest: old, expected: other }, contextOf())
  expect(sandbox.store.getManifest('demo/app', 'latest')).toMatchObject({ digest: old, bytes })
})

test('a deleted tag comes back where there is none now', async () => {
  const old = digestAt('latest')
  await deleteTag({ reference: reference(), expected: old, confirm: 'demo/app:latest', byDigest: false }, contextOf())
  await restoreTag({ reference: reference(), digest: old, expected: null }, contextOf())
  expect(digestAt('latest')).toBe(old)
})

test('what neither registry nor journal has cannot be put back', async () => {
  const digest = `sha256:${'0'.repeat(64)}`
  const restoring = restoreTag({ reference: reference(), digest, expected: digestAt('latest') }, contextOf())
  await expect(restoring).rejects.toMatchObject({
    error: { code: 'NOT_FOUND', message: expect.stringContaining('cannot be put back') },
  })
})

test('an old index whose images are gone is explained', async () => {
  const [old, other] = [digestAt('latest'), digestAt('1.1-amd64')]
  await restoreTag({ reference: reference(), digest: other, expected: old }, contextOf())
  for (const digest of [old, digestAt('1.0-amd64')]) sandbox.store.deleteManifest('demo/app', digest)
  const restoring = restoreTag({ reference: reference(), digest: old, expected: other }, contextOf())
  await expect(restoring).rejects.toMatchObject({
    error: { code: 'UNPROCESSABLE', message: expect.stringContaining('already removed') },
  })
  expect(digestAt('latest')).toBe(other)
  expect((await listHistory({}, contextOf())).entries[0]).toMatchObject({ action: 'restore', state: 'failed' })
})

test.each([
  ['a digest beside the tag', (name: string) => `${name}@sha256:${'0'.repeat(64)}`, `sha256:${'0'.repeat(64)}`],
  ['no digest to go to', (name: string) => name, ''],
  ['half a digest', (name: string) => name, 'sha256:abc'],
])('%s is refused', async (_case, change, digest) => {
  const restoring = restoreTag({ reference: change(reference()), digest, expected: null }, contextOf())
  await expect(restoring).rejects.toThrow(/digest/)
  expect(writes()).toEqual([])
})
