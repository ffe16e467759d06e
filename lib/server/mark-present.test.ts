import { afterEach, beforeEach, expect, test } from 'vitest'
import { composeInputSchema, type PushEvent } from '@/lib/contract/compose'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { planCompose } from './plan-compose'
import { pushIndex } from './push-index'
import { createTestContext } from './test-context'

let home: Sandbox
let abroad: Sandbox
beforeEach(async () => {
  home = await startSandbox({ port: 0, images: false })
  abroad = await startSandbox({ port: 0 })
})
afterEach(() => Promise.all([home.close(), abroad.close()]))

function inputOf(target: string, ...tags: string[]) {
  const sources = tags.map((tag) => ({ reference: `${abroad.registry}/demo/app:${tag}` }))
  return composeInputSchema.parse({ target, sources })
}

const plan = (input: ReturnType<typeof inputOf>) => planCompose(input, createTestContext().context)

async function push(input: ReturnType<typeof inputOf>): Promise<PushEvent[]> {
  const { index, current } = await plan(input)
  const events: PushEvent[] = []
  const confirmed = { digest: index.digest, expected: current?.digest ?? null }
  for await (const event of pushIndex({ ...input, ...confirmed }, createTestContext().context)) events.push(event)
  return events
}

const waysOf = (copies: { how: string }[]) => [...new Set(copies.map(({ how }) => how))].toSorted()

test.each([
  ['another registry', () => home, ['copy']],
  ['another repository', () => abroad, ['copy', 'mount']],
] as const)('what was brought from %s once is present, and is not brought again', async (_name, registryOf, before) => {
  const registry = registryOf()
  const target = `${registry.registry}/team/app`
  expect(waysOf((await plan(inputOf(`${target}:1`, '1.1-amd64', '1.1-arm64'))).copies)).toEqual(before)
  await push(inputOf(`${target}:1`, '1.1-amd64', '1.1-arm64'))
  const again = inputOf(`${target}:2`, '1.1-amd64', '1.1-arm64')
  expect(waysOf((await plan(again)).copies)).toEqual(['present'])
  registry.requests.length = 0
  const events = await push(again)
  expect(events.at(-1)).toMatchObject({ event: 'done' })
  expect(events.some((event) => event.event === 'progress' && event.step === 'copy')).toBe(false)
  const writes = registry.requests.filter(({ method }) => !['GET', 'HEAD'].includes(method))
  expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual(['PUT /v2/team/app/manifests/2'])
})

test('of an image that is not there, the layers that are count as present', async () => {
  const target = `${home.registry}/team/app:1`
  const { copies } = await plan(inputOf(target, '1.1-amd64'))
  const [held] = copies.filter(({ kind }) => kind === 'blob')
  const digest = held?.digest as `sha256:${string}`
  home.store.putBlob({ repository: 'team/app', bytes: abroad.store.getBlob('demo/app', digest) ?? new Uint8Array() })
  const after = (await plan(inputOf(target, '1.1-amd64'))).copies
  expect(after.filter(({ how }) => how === 'present').map((copy) => copy.digest)).toEqual([digest])
  expect(after).toHaveLength(copies.length)
})

test('a registry that does not let itself be asked changes nothing of the plan', async () => {
  const input = inputOf(`${home.registry}/team/app:1`, '1.1-amd64')
  await push(input)
  home.setFault({ path: /manifests\/sha256:/ }, { status: 401, headers: {}, body: '' })
  home.setFault({ path: /blobs\/sha256:/ }, { status: 403, headers: {}, body: '' })
  expect(waysOf((await plan({ ...input, target: `${home.registry}/team/app:2` })).copies)).toEqual(['copy'])
})
