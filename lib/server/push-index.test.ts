import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ComposeInput, composeInputSchema, type PushEvent } from '@/lib/contract/compose'
import { ApiFailure } from '@/lib/contract/error'
import { computeDigest } from '@/lib/oci/compute-digest'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { planCompose } from './plan-compose'
import { pushIndex } from './push-index'
import type { RequestContext } from './request-context'
import { createTestContext } from './test-context'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterEach(() => sandbox.close())

const reference = (name: string) => `${sandbox.registry}/${name}`

function inputOf(target: string, sources: string[], more: Partial<ComposeInput> = {}): ComposeInput {
  return composeInputSchema.parse({
    target: reference(target),
    sources: sources.map((name) => ({ reference: reference(name) })),
    ...more,
  })
}

const merge = (more: Partial<ComposeInput> = {}) =>
  inputOf('demo/app:1.1', ['demo/app:1.1-amd64', 'demo/app:1.1-arm64', 'demo/app:1.1-armv7'], more)

async function push(
  input: ComposeInput,
  change: { digest?: string; expected?: string | null } = {},
  context?: RequestContext,
) {
  const { again } = createTestContext()
  const plan = await planCompose(input, context ?? again())
  const confirmed = { digest: plan.index.digest, expected: plan.current?.digest ?? null, ...change }
  const events: PushEvent[] = []
  for await (const event of pushIndex({ ...input, ...confirmed }, again())) events.push(event)
  return { plan, events, last: events.at(-1) }
}

const tagBytes = async (name: string) => {
  const [repository, tag] = name.split(':')
  const accept = 'application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json'
  const response = await fetch(`${sandbox.url}/v2/${repository}/manifests/${tag}`, { headers: { accept } })
  return response.ok ? await response.text() : undefined
}

const writes = () => sandbox.requests.filter(({ method }) => !['GET', 'HEAD'].includes(method))

async function failureOf(promise: Promise<unknown>): Promise<ApiFailure['error']> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof ApiFailure) return error.error
  throw new Error(`expected an ApiFailure, got ${String(error)}`)
}

test('what the plan shows is byte for byte what is pushed', async () => {
  const { plan, last } = await push(merge())
  expect(plan.problems.filter(({ level }) => level === 'error')).toEqual([])
  expect(plan.entries.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64', 'linux/arm/v7'])
  expect(last).toMatchObject({ event: 'done', digest: plan.index.digest, previous: null, tags: ['1.1'] })
  expect(await tagBytes('demo/app:1.1')).toBe(plan.index.body)
  expect(computeDigest(plan.index.body)).toBe(plan.index.digest)
})

test('a plan writes nothing', async () => {
  await planCompose(merge(), createTestContext().context)
  expect(writes()).toEqual([])
})

test('the same input gives the same bytes', async () => {
  const [one, two] = [
    await planCompose(merge(), createTestContext().context),
    await planCompose(merge(), createTestContext().context),
  ]
  expect(one.index).toEqual(two.index)
})

test('a plan of three single-platform tags is two rounds: 4 looks, 3 configs', async () => {
  await planCompose(merge(), createTestContext().context)
  expect(sandbox.requests).toHaveLength(7)
})

test('a push looks, writes once and reads back', async () => {
  const { context, again } = createTestContext()
  const input = merge()
  const plan = await planCompose(input, context)
  sandbox.requests.length = 0
  for await (const _event of pushIndex({ ...input, digest: plan.index.digest, expected: null }, again()));
  const methods = sandbox.requests.map(({ method, path }) => `${method} ${path.split('/').at(-1)}`)
  expect(methods.slice(0, 4).toSorted()).toEqual(['GET 1.1', 'HEAD 1.1-amd64', 'HEAD 1.1-arm64', 'HEAD 1.1-armv7'])
  expect(methods.slice(4)).toEqual(['PUT 1.1', 'GET 1.1'])
})

test('a target that moved since the plan is not written', async () => {
  const input = inputOf('demo/app:latest', ['demo/app:1.1-amd64', 'demo/app:1.1-arm64'])
  const before = await tagBytes('demo/app:latest')
  const failure = await failureOf(push(input, { expected: null }))
  expect(failure.code).toBe('CONFLICT')
  expect(failure.message).toContain('has moved since the plan was made')
  expect(writes()).toEqual([])
  expect(await tagBytes('demo/app:latest')).toBe(before)
})

test('another index than the confirmed one is not written', async () => {
  const failure = await failureOf(push(merge(), { digest: `sha256:${'0'.repeat(64)}` }))
  expect(failure.code).toBe('PLAN_CHANGED')
  expect(writes()).toEqual([])
})

test.each([
  ['a source that is gone', ['demo/app:1.1-amd64', 'demo/app:nope'], 'SOURCE_NOT_FOUND'],
  ['a source that is no image', ['demo/app:1.1-amd64', 'demo/broken:helm-chart'], 'SOURCE_NOT_IMAGE'],
  ['two sources for one platform', ['demo/app:1.1-amd64', 'demo/app:1.0-amd64'], 'DUPLICATE_PLATFORM'],
  ['no sources', [], 'NO_SOURCES'],
])('%s: the plan says so and nothing is written', async (_case, sources, code) => {
  const input = inputOf('demo/app:1.1', sources)
  const plan = await planCompose(input, createTestContext().context)
  expect(plan.problems.map((problem) => problem.code)).toContain(code)
  const failure = await failureOf(push(input))
  expect(failure.code).toBe('PLAN_CHANGED')
  expect(failure.message).toContain('Nothing was written')
  expect(writes()).toEqual([])
})

test('a missing child of an index is named and nothing is written', async () => {
  const input = inputOf('demo/broken:fixed', ['demo/broken:missing-child'])
  const plan = await planCompose(input, createTestContext().context)
  expect(plan.problems).toContainEqual(
    expect.objectContaining({ code: 'CHILD_MISSING', message: expect.stringContaining('s390x') }),
  )
  expect((await failureOf(push(input))).code).toBe('PLAN_CHANGED')
  expect(writes()).toEqual([])
})

test('of two pushes to one tag at once one wins and the other is told', async () => {
  const { again } = createTestContext()
  const one = merge()
  const two = inputOf('demo/app:1.1', ['demo/app:1.0-amd64', 'demo/app:1.0-arm64'])
  const plans = await Promise.all([one, two].map((input) => planCompose(input, again())))
  const run = async (input: ComposeInput, digest: string) => {
    for await (const _event of pushIndex({ ...input, digest, expected: null }, again()));
  }
  const [first, second] = await Promise.allSettled([
    run(one, plans[0]?.index.digest ?? ''),
    run(two, plans[1]?.index.digest ?? ''),
  ])
  expect(first.status).toBe('fulfilled')
  expect(second).toMatchObject({ status: 'rejected', reason: { error: { code: 'CONFLICT' } } })
  expect(await tagBytes('demo/app:1.1')).toBe(plans[0]?.index.body)
})

test('a connection lost after the write is settled by reading the tag', async () => {
  sandbox.setFault({ method: 'PUT', path: /manifests\/1\.1$/, times: 1 }, { reset: true })
  const { plan, last } = await push(merge())
  expect(last).toMatchObject({ event: 'done', digest: plan.index.digest })
  expect(await tagBytes('demo/app:1.1')).toBe(plan.index.body)
  expect(writes()).toHaveLength(1)
})

test('the same index again is a success without a write', async () => {
  const { again } = createTestContext()
  const input = merge()
  const plan = await planCompose(input, again())
  const digest = plan.index.digest
  await push(input)
  sandbox.requests.length = 0
  const repeated: PushEvent[] = []
  for await (const event of pushIndex({ ...input, digest, expected: null }, again())) repeated.push(event)
  expect(repeated.at(-1)).toMatchObject({ event: 'done', digest })
  expect(writes()).toEqual([])
})

test('further tags get the same index, the most specific first and latest last', async () => {
  const { plan, last } = await push(merge({ tags: ['latest', '1', '1.1.0'] }))
  expect(last).toMatchObject({ tags: ['1.1', '1.1.0', '1', 'latest'] })
  for (const tag of ['1', '1.1.0', 'latest']) expect(await tagBytes(`demo/app:${tag}`)).toBe(plan.index.body)
  expect(plan.problems.map(({ message }) => message).join()).toContain('The tag latest names')
})

test('a further tag that fails is told, the others are written, and pushing again writes only what is missing', async () => {
  const input = merge({ tags: ['latest', '1', '1.1.0'] })
  const removeFault = sandbox.setFault({ method: 'PUT', path: /manifests\/1$/ }, { status: 403, body: '' })
  const { last } = await push(input)
  expect(last).toMatchObject({ event: 'done', tags: ['1.1', '1.1.0', 'latest'], failed: [{ tag: '1' }] })
  removeFault()
  sandbox.requests.length = 0
  expect((await push(input)).last).toMatchObject({ event: 'done', tags: ['1.1', '1.1.0', '1', 'latest'] })
  expect(writes().map(({ path }) => path)).toEqual(['/v2/demo/app/manifests/1'])
})

test('a registry that refuses the write is quoted, with its reason', async () => {
  const body = JSON.stringify({ errors: [{ code: 'DENIED', message: 'read only' }] })
  sandbox.setFault(
    { method: 'PUT', path: /manifests/ },
    { status: 403, headers: { 'content-type': 'application/json' }, body },
  )
  await expect(push(merge())).rejects.toMatchObject({ kind: 'denied' })
  expect(await tagBytes('demo/app:1.1')).toBeUndefined()
})

test('what the target named is kept under another tag, which is written first', async () => {
  const old = await tagBytes('demo/app:1.0')
  const input = inputOf('demo/app:1.0', ['demo/app:1.1-amd64'], { backup: '1.0-prev' })
  const { plan } = await push(input)
  expect(plan.problems.find(({ code }) => code === 'TAG_OVERWRITTEN')?.message).toContain('stays as 1.0-prev')
  expect(writes().map(({ path }) => path.split('/').at(-1))).toEqual(['1.0-prev', '1.0'])
  expect(await tagBytes('demo/app:1.0-prev')).toBe(old)
})

test('nothing is overwritten where the old image cannot be kept', async () => {
  const old = await tagBytes('demo/app:1.0')
  sandbox.setFault({ method: 'PUT', path: /1\.0-prev$/ }, { status: 403, body: '' })
  const input = inputOf('demo/app:1.0', ['demo/app:1.1-amd64'], { backup: '1.0-prev' })
  await expect(push(input)).rejects.toMatchObject({ kind: 'denied' })
  expect(await tagBytes('demo/app:1.0')).toBe(old)
})

test('a tag that keeps something else is said before it is overwritten', async () => {
  const input = inputOf('demo/app:1.0', ['demo/app:1.1-amd64'], { backup: '1.1-arm64' })
  const { problems } = await planCompose(input, createTestContext().context)
  expect(problems).toContainEqual(
    expect.objectContaining({ code: 'TAG_OVERWRITTEN', level: 'warning', tag: '1.1-arm64' }),
  )
})

test.each(['1.0', 'latest', '-'])('the old image cannot be kept as %s, which is no other tag', async (backup) => {
  const input = inputOf('demo/app:1.0', ['demo/app:1.1-amd64'], { backup, tags: ['latest'] })
  const { problems } = await planCompose(input, createTestContext().context)
  expect(problems).toContainEqual(expect.objectContaining({ code: 'TAG_INVALID', tag: backup }))
})
