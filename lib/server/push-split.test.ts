import { afterEach, beforeEach, expect, test } from 'vitest'
import { type SplitEvent, type SplitInput, splitInputSchema } from '@/lib/contract/split'
import { parseManifest } from '@/lib/oci/manifest'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { MemoryJournalStore } from './journal-store-memory'
import { planSplit } from './plan-split'
import { pushSplit } from './push-split'
import { createTestContext } from './test-context'

let sandbox: Sandbox
let store: MemoryJournalStore
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0 })
  store = new MemoryJournalStore()
})
afterEach(() => sandbox.close())

const inputOf = (name: string, more: Partial<SplitInput> = {}) =>
  splitInputSchema.parse({ reference: `${sandbox.registry}/${name}`, ...more })
const everywhere = (more: Partial<SplitInput> = {}) => inputOf('demo/everywhere:2.3', more)
const contextOf = () => createTestContext({ store }).context
const stored = (tag: string) => sandbox.store.getManifest('demo/everywhere', tag)
const writes = () => sandbox.requests.filter(({ method }) => !['GET', 'HEAD'].includes(method))

async function confirmedOf(input: SplitInput) {
  const plan = await planSplit(input, contextOf())
  const expected = Object.fromEntries(plan.tags.map(({ tag, current }) => [tag, current]))
  return { plan, confirmed: { ...input, digest: plan.digest, expected } }
}

async function eventsOf(confirmed: Parameters<typeof pushSplit>[0]): Promise<SplitEvent[]> {
  const events: SplitEvent[] = []
  for await (const event of pushSplit(confirmed, contextOf())) events.push(event)
  return events
}

test.each([
  ['docker', '386 amd64 armv5 armv6 armv7 arm64 riscv64 s390x ppc64le'],
  ['uname', 'i686 x86_64 armv5l armv6l armv7l aarch64 riscv64 s390x ppc64le'],
] as const)('nine platforms get nine tags, named as by %s, on exactly their images', async (naming, names) => {
  const { plan, confirmed } = await confirmedOf(everywhere({ naming }))
  expect(writes()).toEqual([])
  expect(plan.problems.map(({ code }) => code)).toEqual(['ATTESTATIONS_LEFT_OUT'])
  const tags = names.split(' ').map((name) => `2.3-${name}`)
  expect(plan.tags.map(({ tag, change, current }) => [tag, change, current])).toEqual(
    tags.map((tag) => [tag, 'added', null]),
  )
  const events = await eventsOf(confirmed)
  expect(events.at(-1)).toMatchObject({ event: 'done', tags, failed: [] })
  const index = parseManifest(stored('2.3')?.bytes ?? new Uint8Array())
  const images = index.kind === 'index' ? index.index.entries.filter(({ role }) => role === 'platform') : []
  expect(tags.map((tag) => stored(tag)?.digest)).toEqual(images.map(({ descriptor }) => descriptor.digest))
  const noted = await store.list({ limit: 99 })
  expect(noted.map(({ action, state }) => `${action} ${state}`)).toEqual(tags.map(() => 'split done'))
})

test('with attestations each tag is an index of its image and what describes it', async () => {
  const { plan, confirmed } = await confirmedOf(everywhere({ keepAttestations: true }))
  expect(plan.problems).toEqual([])
  expect((await eventsOf(confirmed)).at(-1)).toMatchObject({ event: 'done', failed: [] })
  const manifest = parseManifest(stored('2.3-arm64')?.bytes ?? new Uint8Array())
  const entries = manifest.kind === 'index' ? manifest.index.entries : []
  expect(entries.map(({ role }) => role)).toEqual(['platform', 'attestation'])
  expect(entries[0]?.descriptor.platform).toMatchObject({ architecture: 'arm64' })
})

test('the same split again changes nothing', async () => {
  await eventsOf((await confirmedOf(everywhere())).confirmed)
  const { plan, confirmed } = await confirmedOf(everywhere())
  expect(new Set(plan.tags.map(({ change }) => change))).toEqual(new Set(['same']))
  sandbox.requests.length = 0
  const events = await eventsOf(confirmed)
  expect(events.filter((event) => event.event === 'tag').map(({ state }) => state)).toEqual(Array(9).fill('same'))
  expect(writes()).toEqual([])
})

test('a tag in use is shown, and written over only as confirmed', async () => {
  const [arm64, amd64] = ['2.3-arm64', '2.3-amd64']
  await eventsOf((await confirmedOf(everywhere())).confirmed)
  const taken = stored(amd64)?.digest ?? 'sha256:'
  sandbox.store.setTag({ repository: 'demo/everywhere', tag: arm64, digest: taken })
  const { plan, confirmed } = await confirmedOf(everywhere())
  expect(plan.tags.find(({ tag }) => tag === arm64)).toMatchObject({ current: taken, change: 'changed' })
  expect(plan.problems).toContainEqual(expect.objectContaining({ code: 'TAG_OVERWRITTEN', tag: arm64 }))
  const events = await eventsOf(confirmed)
  expect(events).toContainEqual(expect.objectContaining({ event: 'tag', tag: arm64, state: 'done', previous: taken }))
})

test('a tag that has moved since the plan stops everything before the first write', async () => {
  const { confirmed } = await confirmedOf(everywhere())
  const digest = stored('2.3')?.digest ?? 'sha256:'
  sandbox.store.setTag({ repository: 'demo/everywhere', tag: '2.3-ppc64le', digest })
  await expect(eventsOf(confirmed)).rejects.toMatchObject({
    error: { code: 'CONFLICT', detail: { moved: [{ tag: '2.3-ppc64le', expected: null, current: digest }] } },
  })
  expect(writes()).toEqual([])
})

test('an index that has moved since the plan stops it too', async () => {
  const { confirmed } = await confirmedOf(inputOf('demo/app:1.0'))
  const { confirmed: other } = await confirmedOf(everywhere())
  await expect(eventsOf({ ...confirmed, digest: other.digest })).rejects.toMatchObject({
    error: { code: 'PLAN_CHANGED' },
  })
  const fewer = Object.fromEntries(Object.entries(confirmed.expected).slice(1))
  await expect(eventsOf({ ...confirmed, expected: fewer })).rejects.toMatchObject({ error: { code: 'PLAN_CHANGED' } })
  expect(writes()).toEqual([])
})

test('a tag that fails is reported and stops no other', async () => {
  const { confirmed } = await confirmedOf(everywhere())
  sandbox.setFault({ method: 'PUT', path: /manifests\/2\.3-arm64$/ }, { status: 403, body: '' })
  const events = await eventsOf(confirmed)
  expect(events).toContainEqual(
    expect.objectContaining({
      event: 'tag',
      tag: '2.3-arm64',
      state: 'failed',
      error: expect.objectContaining({ code: 'DENIED' }),
    }),
  )
  expect(events.at(-1)).toMatchObject({ event: 'done', failed: ['2.3-arm64'] })
  expect(stored('2.3-arm64')).toBeUndefined()
  expect(stored('2.3-ppc64le')).toBeDefined()
})

test.each([
  ['one image', 'demo/app:1.0-amd64', 'NOT_AN_INDEX'],
  ['an index with a missing child', 'demo/broken:missing-child', 'CHILD_MISSING'],
])('%s cannot be split, and that is said', async (_case, name, code) => {
  const { plan, confirmed } = await confirmedOf(inputOf(name))
  expect(plan.problems).toContainEqual(expect.objectContaining({ level: 'error', code }))
  await expect(eventsOf(confirmed)).rejects.toMatchObject({ error: { code: 'PLAN_CHANGED' } })
  expect(writes()).toEqual([])
})
