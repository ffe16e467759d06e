import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DeleteInput } from '@/lib/contract/delete'
import { type Digest, isDigest } from '@/lib/oci/digest'
import { dockerHub } from '@/lib/registry/quirks/docker-hub'
import { ghcr } from '@/lib/registry/quirks/ghcr'
import { harbor } from '@/lib/registry/quirks/harbor'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { deleteTag } from './delete-tag'
import { MemoryJournalStore } from './journal-store-memory'
import { listHistory } from './list-history'
import { planDelete } from './plan-delete'
import { createTestContext } from './test-context'

let sandbox: Sandbox
let store: MemoryJournalStore
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0 })
  store = new MemoryJournalStore()
})
afterEach(() => sandbox.close())

const contextOf = () => createTestContext({ store }).context
const reference = (tag: string) => `${sandbox.registry}/demo/app:${tag}`
const planOf = (tag: string) => planDelete({ reference: reference(tag) }, contextOf())
const deletions = () => sandbox.requests.filter(({ method }) => method === 'DELETE')

function digestAt(tag: string): Digest {
  const digest = sandbox.store.getManifest('demo/app', tag)?.digest
  if (!isDigest(digest)) throw new Error(`${tag} does not exist`)
  return digest
}

function remove(tag: string, more: Partial<DeleteInput> = {}) {
  const confirm = `demo/app:${tag}`
  return deleteTag(
    { reference: reference(tag), expected: digestAt(tag), confirm, byDigest: false, ...more },
    contextOf(),
  )
}

/** As distribution 2.8 does. */
function refuseTagDeletion(): void {
  const body = JSON.stringify({ errors: [{ code: 'DIGEST_INVALID', message: 'provided digest did not match' }] })
  const headers = { 'content-type': 'application/json' }
  sandbox.setFault({ method: 'DELETE', path: /manifests\/(?!sha256)/ }, { status: 400, headers, body })
}

test('the plan tells which tags share the digest, and that nothing is lost with it', async () => {
  const plan = await planOf('latest')
  expect(plan).toMatchObject({
    digest: digestAt('1.0'),
    canDelete: true,
    sharedTags: ['1.0'],
    heldBy: [],
    unreachable: [],
  })
  expect(plan.problems.map(({ code }) => code)).toEqual(['DIGEST_SHARED'])
})

test('the plan tells which index holds the image', async () => {
  const plan = await planOf('1.0-amd64')
  expect(plan).toMatchObject({ sharedTags: [], heldBy: ['1.0', 'latest'], unreachable: [] })
  expect(plan.problems.map(({ code }) => code)).toEqual(['DIGEST_HELD'])
})

test('the plan tells what no tag leads to any more', async () => {
  const plan = await planOf('1.1-arm64')
  expect(plan.unreachable).toEqual([digestAt('1.1-arm64')])
  expect(plan.problems.map(({ code }) => code)).toEqual(['LAST_NAME'])
})

test('a tag that cannot be read leaves a doubt', async () => {
  sandbox.setFault({ path: /manifests\/1\.0-arm64$/ }, { status: 403, body: '' })
  expect((await planOf('1.1-arm64')).problems.map(({ code }) => code)).toContain('TAGS_NOT_ALL_READ')
})

test.each([
  [dockerHub, ['REGISTRY_KEEPS_TAGS'], 'hub.docker.com'],
  [ghcr, ['REGISTRY_KEEPS_TAGS'], 'on GitHub'],
  [harbor, [], ''],
])('the plan tells what $name keeps', async (quirks, codes, words) => {
  const context = contextOf()
  const client = (registry: string) => ({ ...context.access.client(registry), quirks })
  const plan = await planDelete(
    { reference: reference('latest') },
    { ...context, access: { ...context.access, client } },
  )
  const kept = plan.problems.filter(({ code }) => code === 'REGISTRY_KEEPS_TAGS')
  expect(kept.map(({ code }) => code)).toEqual(codes)
  expect(kept.map(({ message }) => message).join()).toContain(words)
  expect(plan.canDelete).toBe(codes.length === 0)
})

test('a plan deletes nothing', async () => {
  await planOf('latest')
  expect(sandbox.requests.every(({ method }) => ['GET', 'HEAD'].includes(method))).toBe(true)
})

test('a tag is deleted by its name; what it named stays, and the history can put it back', async () => {
  const digest = digestAt('latest')
  expect(await remove('latest')).toEqual({ reference: reference('latest'), previous: digest, how: 'tag' })
  expect(sandbox.store.tags('demo/app')).not.toContain('latest')
  expect(digestAt('1.0')).toBe(digest)
  expect((await listHistory({}, contextOf())).entries).toMatchObject([
    { action: 'delete', from: digest, to: null, state: 'done', canRestore: true },
  ])
})

test.each([
  ['another name', { confirm: 'demo/app:1.0' }, 'REQUEST_INVALID'],
  ['no name', { confirm: '' }, 'REQUEST_INVALID'],
  ['another digest than it names', { expected: `sha256:${'0'.repeat(64)}` }, 'CONFLICT'],
])('with %s nothing is deleted', async (_case, more, code) => {
  await expect(remove('latest', more)).rejects.toMatchObject({ error: { code } })
  expect(deletions()).toEqual([])
})

test('the name may be typed with its registry', async () => {
  expect(await remove('latest', { confirm: reference('latest') })).toMatchObject({ how: 'tag' })
})

test('a tag that does not exist is not found', async () => {
  const input = { reference: reference('nope'), expected: digestAt('1.0'), confirm: 'demo/app:nope', byDigest: false }
  await expect(deleteTag(input, contextOf())).rejects.toMatchObject({ error: { code: 'NOT_FOUND' } })
})

test.each([
  ['other tags would go too', 'latest', 'delete 1.0 as well'],
  ['an index would break', '1.0-amd64', 'would break'],
])('a registry that only deletes by digest is not asked to where %s', async (_case, tag, words) => {
  refuseTagDeletion()
  const before = sandbox.store.tags('demo/app')
  await expect(remove(tag, { byDigest: true })).rejects.toMatchObject({
    error: { code: 'UNPROCESSABLE', message: expect.stringContaining(words) },
  })
  expect(sandbox.store.tags('demo/app')).toEqual(before)
  expect((await listHistory({}, contextOf())).entries).toMatchObject([{ action: 'delete', state: 'failed' }])
})

test('by digest is done where it takes nothing else away, and only when allowed', async () => {
  refuseTagDeletion()
  const digest = digestAt('1.1-arm64')
  await expect(remove('1.1-arm64')).rejects.toMatchObject({
    error: { code: 'UNPROCESSABLE', detail: { byDigest: true } },
  })
  expect(digestAt('1.1-arm64')).toBe(digest)
  expect(await remove('1.1-arm64', { byDigest: true })).toMatchObject({ how: 'digest', previous: digest })
  expect(sandbox.store.tags('demo/app')).not.toContain('1.1-arm64')
  expect((await listHistory({}, contextOf())).entries[0]).toMatchObject({ state: 'done', canRestore: true })
})

test('a registry that deletes nothing is named', async () => {
  sandbox.setFault({ method: 'DELETE', path: /manifests/ }, { status: 405, body: '' })
  await expect(remove('1.1-arm64', { byDigest: true })).rejects.toMatchObject({
    error: { code: 'UNPROCESSABLE', message: expect.stringContaining('deletes nothing') },
  })
})

test('a connection lost after the deletion is settled by reading the tag', async () => {
  sandbox.setFault({ method: 'DELETE', path: /manifests\/latest$/, times: 1 }, { reset: true })
  expect(await remove('latest')).toMatchObject({ how: 'tag' })
  expect((await listHistory({}, contextOf())).entries).toMatchObject([{ action: 'delete', state: 'done' }])
})
