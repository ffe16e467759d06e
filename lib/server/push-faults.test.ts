import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { composeInputSchema, type PushEvent } from '@/lib/contract/compose'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { type Answered, startAlteringProxy } from './altering-proxy.fixture'
import { listHistory } from './list-history'
import { planCompose } from './plan-compose'
import { pushIndex } from './push-index'
import { createTestContext } from './test-context'
import { toApiError } from './to-api-error'

const tagPut = { method: 'PUT', path: /manifests\/1\.1$/ }
const json = { 'content-type': 'application/json' }
const errorBody = (code: string, message: string, detail?: unknown) =>
  JSON.stringify({ errors: [{ code, message, detail }] })

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterEach(() => sandbox.close())

type Answer = { error: ReturnType<typeof toApiError> } | { done: PushEvent | undefined }

/** Plans, lets something happen, then pushes what was planned. */
async function push({ registry = sandbox.registry, tags = [] as string[], between = () => {} } = {}) {
  const { again } = createTestContext()
  const sources = ['amd64', 'arm64'].map((name) => ({ reference: `${registry}/demo/app:1.1-${name}` }))
  const input = composeInputSchema.parse({ target: `${registry}/demo/app:1.1`, sources, tags })
  const plan = await planCompose(input, again())
  between()
  const events: PushEvent[] = []
  let answer: Answer
  try {
    const confirmed = { digest: plan.index.digest, expected: plan.current?.digest ?? null }
    for await (const event of pushIndex({ ...input, ...confirmed }, again())) events.push(event)
    answer = { done: events.at(-1) }
  } catch (error) {
    answer = { error: toApiError(error) }
  }
  const [entry] = (await listHistory({}, again())).entries
  return { plan, answer, entry }
}

async function startProxy(onAnswer: (answered: Answered) => Answered): Promise<string> {
  const isTagPut = ({ method, url = '' }: { method?: string; url?: string }) =>
    method === 'PUT' && tagPut.path.test(url)
  const proxy = await startAlteringProxy({
    target: sandbox.url,
    onAnswer: (answered, incoming) => (isTagPut(incoming) ? onAnswer(answered) : answered),
  })
  onTestFinished(() => proxy.close())
  return proxy.registry
}

const without = (name: string, { headers }: Answered) =>
  Object.fromEntries(Object.entries(headers).filter(([other]) => other !== name))

describe('a write of the tag that the registry', () => {
  it.each<[string, (answered: Answered) => Answered]>([
    [
      'answers with 201 and no digest',
      (answered) => ({ status: 201, headers: without('docker-content-digest', answered) }),
    ],
    [
      'answers with 202 and no digest',
      (answered) => ({ status: 202, headers: without('docker-content-digest', answered) }),
    ],
    ['answers with 500, having done it', ({ headers }) => ({ status: 500, headers })],
  ])('%s is decided by reading it back', async (_case, onAnswer) => {
    const { plan, answer, entry } = await push({ registry: await startProxy(onAnswer) })
    expect(answer).toMatchObject({ done: { event: 'done', digest: plan.index.digest } })
    expect(entry).toMatchObject({ state: 'done' })
  })

  it('answers with another digest has failed, and both are said', async () => {
    const other = `sha256:${'0'.repeat(64)}`
    const registry = await startProxy(({ headers }) => ({
      status: 201,
      headers: { ...headers, 'docker-content-digest': other },
    }))
    const { plan, answer, entry } = await push({ registry })
    expect(answer).toMatchObject({ error: { code: 'DIGEST_MISMATCH' } })
    const { message } = 'error' in answer ? answer.error : { message: '' }
    expect(message).toContain('000000000000')
    expect(message).toContain(plan.index.digest.slice(7, 19))
    // what the tag names is a matter of reading it
    expect(entry).toMatchObject({ state: 'done', to: plan.index.digest })
  })

  it('answers with a web page has failed where the tag does not name the index', async () => {
    sandbox.setFault(tagPut, { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Welcome</html>' })
    const { answer, entry } = await push()
    expect(answer).toMatchObject({ error: { code: 'REGISTRY_INVALID' } })
    expect(entry).toMatchObject({ state: 'failed' })
  })

  it('does not show at once is read until it does', async () => {
    const { answer } = await push({
      between: () => {
        sandbox.setFault({ method: 'GET', path: tagPut.path, times: 2 }, { status: 404 })
      },
    })
    expect(answer).toMatchObject({ done: { event: 'done' } })
    expect(sandbox.requests.filter(({ method, path }) => method === 'GET' && path.endsWith('/1.1'))).toHaveLength(4)
  })

  it.each([
    ['locks its tags', 409, 'TAG_IMMUTABLE', 'CONFLICT', 'has locked this tag'],
    ['locks its tags (ECR)', 400, 'ImageTagAlreadyExistsException', 'CONFLICT', 'has locked this tag'],
    ['says that somebody else was there', 409, 'CONFLICT', 'CONFLICT', 'in the meantime'],
    ['has a policy against it', 412, 'PROJECTPOLICYVIOLATION', 'UNPROCESSABLE', 'policy of the project'],
    ['finds it too large', 413, 'SIZE_INVALID', 'UNPROCESSABLE', 'differ'],
    ['finds it too large, without a word', 413, '', 'TOO_LARGE', 'larger than'],
    ['has no room left', 403, 'QUOTA_EXCEEDED', 'DENIED', 'quota'],
    ['is read only', 405, 'UNSUPPORTED', 'UNPROCESSABLE', 'read-only'],
    ['does not allow it', 403, 'DENIED', 'DENIED', 'does not allow this'],
    ['does not accept the type', 415, '', 'UNPROCESSABLE', 'media type'],
  ])('refuses because it %s is told in words', async (_case, status, code, expected, words) => {
    sandbox.setFault(tagPut, { status, headers: json, body: code === '' ? '' : errorBody(code, 'no') })
    const { answer, entry } = await push()
    expect(answer).toMatchObject({ error: { code: expected, message: expect.stringContaining(words) } })
    expect(entry).toMatchObject({ state: 'failed', from: null })
    expect(sandbox.store.getManifest('demo/app', '1.1')).toBeUndefined()
  })
})

describe('a tag that moves between the last look and the write', () => {
  it('is not overwritten where the registry honours conditions, and where it is now is said', async () => {
    let isMoved = false
    const proxy = await startAlteringProxy({
      target: sandbox.url,
      onRequest: ({ method, url = '', headers }) => {
        if (method === 'PUT' && tagPut.path.test(url) && !isMoved) {
          isMoved = true
          const { digest } = sandbox.store.getManifest('demo/app', '1.0') ?? {}
          if (digest) sandbox.store.setTag({ repository: 'demo/app', tag: '1.1', digest })
        }
        return headers
      },
    })
    onTestFinished(() => proxy.close())
    const { answer, entry } = await push({ registry: proxy.registry })
    const now = sandbox.store.getManifest('demo/app', '1.0')?.digest
    expect(answer).toMatchObject({ error: { code: 'CONFLICT', detail: { expected: null, current: now } } })
    expect(sandbox.store.getManifest('demo/app', '1.1')?.digest).toBe(now)
    expect(entry).toMatchObject({ state: 'failed', message: expect.stringContaining('has moved') })
  })
})

describe('an image that is deleted between plan and push', () => {
  it.each([
    ['as registries say it', (digest: string) => ({ digest })],
    ['as a sentence', (digest: string) => `unknown manifest ${digest}`],
  ])('is named by its platform, %s', async (_case, detailOf) => {
    const { answer } = await push({
      between: () => {
        const { digest = '' } = sandbox.store.getManifest('demo/app', '1.1-arm64') ?? {}
        const body = errorBody('MANIFEST_BLOB_UNKNOWN', 'blob unknown to registry', detailOf(digest))
        sandbox.setFault(tagPut, { status: 400, headers: json, body })
      },
    })
    expect(answer).toMatchObject({ error: { code: 'UNPROCESSABLE' } })
    const { message } = 'error' in answer ? answer.error : { message: '' }
    expect(message).toContain('linux/arm64')
    expect(message).not.toContain('linux/amd64')
    expect(message).toContain('demo/app:1.1-arm64')
  })
})

it('further tags are written one by one, not by ?tag=, which registries ignore', async () => {
  await push({ tags: ['1', 'stable'] })
  const written = sandbox.requests.filter(({ method }) => method === 'PUT').map(({ path }) => path.split('/').at(-1))
  expect(written).toEqual(['1.1', '1', 'stable'])
})
