import { afterEach, beforeEach, expect, test } from 'vitest'
import { composeInputSchema, type PushEvent } from '@/lib/contract/compose'
import type { Digest } from '@/lib/oci/digest'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { listHistory } from './list-history'
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

async function push(target: string, sources: string[]) {
  const { again } = createTestContext()
  const input = composeInputSchema.parse({ target, sources: sources.map((reference) => ({ reference })) })
  const plan = await planCompose(input, again())
  const events: PushEvent[] = []
  const confirmed = { digest: plan.index.digest, expected: plan.current?.digest ?? null }
  for await (const event of pushIndex({ ...input, ...confirmed }, again())) events.push(event)
  return { plan, events }
}

const manifestPuts = (sandbox: Sandbox) =>
  sandbox.requests
    .filter(({ method, path }) => method === 'PUT' && path.includes('/manifests/'))
    .map(({ path }) => path)

test('images of another registry are copied whole, blobs before manifests, the tag last', async () => {
  const { plan, events } = await push(`${home.registry}/team/app:1.1`, [
    `${abroad.registry}/demo/app:1.1-amd64`,
    `${abroad.registry}/demo/app:1.1-arm64`,
  ])
  expect(plan.problems.filter(({ level }) => level === 'error')).toEqual([])
  expect(new Set(plan.copies.map(({ from, how }) => `${how} ${from}`))).toEqual(
    new Set([`copy ${abroad.registry}/demo/app`]),
  )
  expect(events.at(-1)).toMatchObject({ event: 'done', digest: plan.index.digest })
  expect(new TextDecoder().decode(home.store.getManifest('team/app', '1.1')?.bytes)).toBe(plan.index.body)
  for (const { digest, kind } of plan.copies) {
    const found =
      kind === 'blob' ? home.store.getBlob('team/app', digest as Digest) : home.store.getManifest('team/app', digest)
    expect(found, `${kind} ${digest}`).toBeDefined()
  }
  const puts = manifestPuts(home)
  expect(puts).toHaveLength(3)
  expect(puts.at(-1)).toMatch(/\/manifests\/1\.1$/)
})

test('attestations are copied with the image they describe', async () => {
  const { plan } = await push(`${home.registry}/team/app:1.0`, [`${abroad.registry}/demo/app:1.0`])
  expect(plan.entries.filter(({ attests }) => attests)).toHaveLength(2)
  for (const { digest } of plan.entries) expect(home.store.getManifest('team/app', digest as Digest)).toBeDefined()
  expect(plan.index.digest).toBe(abroad.store.getManifest('demo/app', '1.0')?.digest)
})

test('within one registry blobs are mounted and no bytes move', async () => {
  const { plan, events } = await push(`${abroad.registry}/team/app:1.1`, [`${abroad.registry}/demo/app:1.1-amd64`])
  expect(plan.copies.filter(({ kind }) => kind === 'blob').map(({ how }) => how)).toContain('mount')
  expect(events.at(-1)).toMatchObject({ event: 'done' })
  expect(abroad.requests.filter(({ method }) => method === 'PATCH')).toEqual([])
  expect(abroad.requests.filter(({ method, path }) => method === 'GET' && path.includes('/blobs/'))).toHaveLength(1)
})

test('a registry that does not mount gets the bytes', async () => {
  abroad.setFault({ method: 'POST', path: /mount=/ }, { status: 401, headers: {}, body: '' })
  const { plan, events } = await push(`${abroad.registry}/team/app:1.1`, [`${abroad.registry}/demo/app:1.1-amd64`])
  expect(events.at(-1)).toMatchObject({ event: 'done', digest: plan.index.digest })
})

test('a layer that changes on the way stops everything before the tag', async () => {
  const { again } = createTestContext()
  const target = `${home.registry}/team/app:1.1`
  const input = composeInputSchema.parse({ target, sources: [{ reference: `${abroad.registry}/demo/app:1.1-amd64` }] })
  const plan = await planCompose(input, again())
  const layer = plan.copies.filter(({ kind }) => kind === 'blob').at(-1)
  abroad.setFault({ method: 'GET', path: new RegExp(`blobs/${layer?.digest}`) }, { flipByte: true })
  const pushing = async () => {
    for await (const _event of pushIndex({ ...input, digest: plan.index.digest, expected: null }, again()));
  }
  await expect(pushing()).rejects.toMatchObject({ kind: 'digest-mismatch' })
  expect(manifestPuts(home)).toEqual([])
  expect(home.store.getManifest('team/app', '1.1')).toBeUndefined()
})

test('progress counts bytes up to the total', async () => {
  const { events } = await push(`${home.registry}/team/app:1.0`, [`${abroad.registry}/demo/app:1.0`])
  const steps = events.filter((event) => event.event === 'progress' && event.step === 'copy')
  expect(steps.length).toBeGreaterThan(0)
  for (const step of steps)
    expect(step).toMatchObject({ total: expect.any(Number), detail: expect.stringContaining('demo/app') })
})

test('nothing is copied while the plan has an error', async () => {
  const sources = [`${abroad.registry}/demo/app:1.1-amd64`, `${abroad.registry}/demo/app:nope`]
  await expect(push(`${home.registry}/team/app:1.1`, sources)).rejects.toMatchObject({
    error: { code: 'PLAN_CHANGED' },
  })
  expect(home.requests.filter(({ method }) => !['GET', 'HEAD'].includes(method))).toEqual([])
})

test.each([
  ['fails', { flipByte: true }, 'does not match its digest'],
  ['is stopped', { hang: true }, 'was stopped'],
] as const)('a push that %s while it copies is in the history as failed', async (_case, fault, words) => {
  const { again } = createTestContext()
  const target = `${home.registry}/team/app:1.1`
  const input = composeInputSchema.parse({ target, sources: [{ reference: `${abroad.registry}/demo/app:1.1-amd64` }] })
  const plan = await planCompose(input, again())
  abroad.setFault({ method: 'GET', path: /blobs/ }, fault)
  const controller = new AbortController()
  const pushing = async () => {
    const confirmed = { digest: plan.index.digest, expected: null }
    for await (const _event of pushIndex({ ...input, ...confirmed }, again(controller.signal)))
      if ('hang' in fault) controller.abort()
  }
  await expect(pushing()).rejects.toThrow()
  const { entries } = await listHistory({}, again())
  expect(entries).toMatchObject([{ state: 'failed', to: plan.index.digest, message: expect.stringContaining(words) }])
})
