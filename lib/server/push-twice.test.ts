import { afterEach, beforeEach, expect, test } from 'vitest'
import { composeInputSchema, type PushEvent } from '@/lib/contract/compose'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { planCompose } from './plan-compose'
import { pushIndex } from './push-index'
import { createTestContext } from './test-context'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterEach(() => sandbox.close())

async function agreedPlan({ again }: ReturnType<typeof createTestContext>) {
  const sources = ['amd64', 'arm64'].map((name) => ({ reference: `${sandbox.registry}/demo/app:1.1-${name}` }))
  const input = composeInputSchema.parse({ target: `${sandbox.registry}/demo/app:9.9`, sources })
  const plan = await planCompose(input, again())
  return { ...input, digest: plan.index.digest, expected: plan.current?.digest ?? null }
}

const writes = () => sandbox.requests.filter(({ method, path }) => method === 'PUT' && path.endsWith('/manifests/9.9'))

test('a double click, and a replay later, push once and are noted once', async () => {
  const server = createTestContext()
  const agreed = await agreedPlan(server)
  const push = async () => {
    const events: PushEvent[] = []
    for await (const event of pushIndex(agreed, server.again())) events.push(event)
    return events.at(-1)
  }
  const ends = [...(await Promise.all([push(), push(), push()])), await push()]
  expect(ends.map((end) => end?.event)).toEqual(['done', 'done', 'done', 'done'])
  expect(writes()).toHaveLength(1)
  const entries = await (await server.context.journal.store()).list({ limit: 10 })
  expect(entries.map(({ reference, state }) => [reference, state])).toEqual([
    [`${sandbox.registry}/demo/app:9.9`, 'done'],
  ])
})

test('a replay after somebody else has moved the tag writes nothing', async () => {
  const server = createTestContext()
  const agreed = await agreedPlan(server)
  for await (const _ of pushIndex(agreed, server.again()));
  const other = `${sandbox.url}/v2/demo/app/manifests/`
  const accept = 'application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json'
  const theirs = await fetch(`${other}1.1-amd64`, { headers: { accept } })
  const headers = { 'content-type': theirs.headers.get('content-type') ?? '' }
  await fetch(`${other}9.9`, { method: 'PUT', headers, body: await theirs.text() })
  const before = writes().length
  const replay = async () => {
    for await (const _ of pushIndex(agreed, server.again()));
  }
  await expect(replay()).rejects.toMatchObject({ error: { code: 'CONFLICT' } })
  expect(writes()).toHaveLength(before)
})
