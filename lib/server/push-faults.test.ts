import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { composeInputSchema, type PushEvent } from '@/lib/contract/compose'
import { expectNoSecret, secrets } from '@/lib/registry/fault-harness.fixture'
import { user } from '@/lib/registry/test-server'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { type AlteringProxy, type Answered, startAlteringProxy } from './altering-proxy.fixture'
import { captureLog } from './captured-log.fixture'
import { listHistory } from './list-history'
import { log } from './log'
import { planCompose } from './plan-compose'
import { pushIndex } from './push-index'
import { createTestContext } from './test-context'
import { toApiError } from './to-api-error'

const tagPut = { method: 'PUT', path: /manifests\/1\.1$/ }
const json = { 'content-type': 'application/json' }
const errorBody = (code: string, message: string, ...details: unknown[]) =>
  JSON.stringify({ errors: (details.length > 0 ? details : [undefined]).map((detail) => ({ code, message, detail })) })

type Request = Parameters<NonNullable<Parameters<typeof startAlteringProxy>[0]['onRequest']>>[0]
type Alter<T> = (value: T) => T | 'break' | undefined

let sandbox: Sandbox
let proxy: AlteringProxy
let onAnswer: Alter<Answered> | undefined
let onRequest: Alter<Request['headers']> | undefined
const logged = captureLog()
const isTagPut = ({ method, url = '' }: Request) => method === 'PUT' && tagPut.path.test(url)

/** A registry that wants a sign-in for everything, behind something that changes what the write of the tag comes to. */
beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, auth: { kind: 'basic', username: 'alice', password: secrets.password } })
  sandbox.store.setTag({ repository: 'demo/app', tag: '1.1', digest: digestOf('1.0') })
  proxy = await startAlteringProxy({
    target: sandbox.url,
    onRequest: (incoming) => (onRequest && isTagPut(incoming) ? onRequest(incoming.headers) : incoming.headers),
    onAnswer: (answered, incoming) => (onAnswer && isTagPut(incoming) ? onAnswer(answered) : answered),
  })
})
afterEach(async () => {
  onAnswer = onRequest = undefined
  await Promise.all([proxy.close(), sandbox.close()])
})

function digestOf(tag: string) {
  const found = sandbox.store.getManifest('demo/app', tag)
  if (!found) throw new Error(`no ${tag}`)
  return found.digest
}
const tagPuts = () => sandbox.requests.filter(({ method, path }) => method === 'PUT' && tagPut.path.test(path)).length

type Answer = { error: ReturnType<typeof toApiError> } | { done: PushEvent | undefined }

/** Plans over what the tag names, lets something happen, then pushes what was planned. */
async function push({ tags = [] as string[], between = () => {} } = {}) {
  const { registry } = proxy
  const { again } = createTestContext({ credential: user(secrets.password) })
  const sources = ['amd64', 'arm64'].map((name) => ({ reference: `${registry}/demo/app:1.1-${name}` }))
  const input = composeInputSchema.parse({ target: `${registry}/demo/app:1.1`, sources, tags })
  const old = digestOf('1.1')
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
    log().error({ err: error }, 'a push that failed')
  }
  const { entries } = await listHistory({}, again())
  const entry = entries.find(({ reference }) => reference.endsWith(':1.1'))
  if ('error' in answer) expect(logged.join()).toContain('a push that failed')
  expectNoSecret(plan, events, answer, entry, logged.splice(0))
  expect(sandbox.requests.at(-1)?.headers.authorization).toMatch(/^Basic /)
  await expect.poll(proxy.openSockets).toBe(0)
  // the way back is known, whatever comes of it
  if (entry) expect(entry).toMatchObject({ from: old, to: plan.index.digest, canRestore: entry.state === 'done' })
  return { plan, answer, entry, old }
}

const without = (name: string, { headers }: Answered) =>
  Object.fromEntries(Object.entries(headers).filter(([other]) => other !== name))

describe('F40 a write of the tag that', () => {
  it.each<[string, Alter<Answered>]>([
    [
      'is answered with 201 and no digest',
      (answered) => ({ status: 201, headers: without('docker-content-digest', answered) }),
    ],
    [
      'is answered with 202 and no digest',
      (answered) => ({ status: 202, headers: without('docker-content-digest', answered) }),
    ],
    ['is answered with 500, having been done', ({ headers }) => ({ status: 500, headers })],
    ['breaks off, having been done', () => 'break'],
    ['is never answered, having been done', () => undefined],
  ])('%s is decided by reading it back', { timeout: 20_000 }, async (_case, alter) => {
    onAnswer = alter
    const { plan, answer, entry } = await push()
    expect(answer).toMatchObject({ done: { event: 'done', digest: plan.index.digest } })
    expect(entry).toMatchObject({ state: 'done' })
    expect(tagPuts()).toBe(1)
  })

  it('breaks off before it was done is made again', async () => {
    let isFirst = true
    onRequest = (headers) => {
      if (!isFirst) return headers
      isFirst = false
      return 'break'
    }
    const { plan, answer, entry } = await push()
    expect(answer).toMatchObject({ done: { event: 'done', digest: plan.index.digest } })
    expect(entry).toMatchObject({ state: 'done' })
    expect(tagPuts()).toBe(1)
  })

  it('breaks off whenever it is made has failed', async () => {
    onRequest = () => 'break'
    const { answer, entry, old } = await push()
    expect(answer).toMatchObject({ error: { code: 'REGISTRY_UNREACHABLE' } })
    expect(entry).toMatchObject({ state: 'failed' })
    expect(digestOf('1.1')).toBe(old)
  })

  it('is answered with another digest has failed, and both are said', async () => {
    const other = `sha256:${'0'.repeat(64)}`
    onAnswer = ({ headers }) => ({ status: 201, headers: { ...headers, 'docker-content-digest': other } })
    const { plan, answer, entry } = await push()
    expect(answer).toMatchObject({ error: { code: 'DIGEST_MISMATCH' } })
    const { message } = 'error' in answer ? answer.error : { message: '' }
    expect(message).toContain('000000000000')
    expect(message).toContain(plan.index.digest.slice(7, 19))
    // what the tag names is a matter of reading it
    expect(entry).toMatchObject({ state: 'done' })
    expect(tagPuts()).toBe(1)
  })

  it('is answered with a web page has failed where the tag does not name the index', async () => {
    sandbox.setFault(tagPut, { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Welcome</html>' })
    const { answer, entry, old } = await push()
    expect(answer).toMatchObject({ error: { code: 'REGISTRY_INVALID' } })
    expect(entry).toMatchObject({ state: 'failed' })
    expect(digestOf('1.1')).toBe(old)
    expect(tagPuts()).toBe(1)
  })

  it('does not show at once is read until it does', async () => {
    const reads = () => sandbox.requests.filter(({ method, path }) => method === 'GET' && path.endsWith('/1.1')).length
    let before = 0
    const { answer } = await push({
      between: () => {
        before = reads()
        sandbox.setFault({ method: 'GET', path: tagPut.path, times: 2 }, { status: 404 })
      },
    })
    expect(answer).toMatchObject({ done: { event: 'done' } })
    expect(reads() - before).toBe(3)
    expect(tagPuts()).toBe(1)
  })

  it.each([
    ['the tag is locked', 409, 'TAG_IMMUTABLE', 'CONFLICT', 'has locked this tag'],
    ['the tag is locked (ECR)', 400, 'ImageTagAlreadyExistsException', 'CONFLICT', 'has locked this tag'],
    ['the tag is locked (403)', 403, 'TAG_IMMUTABLE', 'CONFLICT', 'has locked this tag'],
    ['somebody else was there', 409, 'CONFLICT', 'CONFLICT', 'in the meantime'],
    ['a policy is against it', 412, 'PROJECTPOLICYVIOLATION', 'UNPROCESSABLE', 'policy of the project'],
    ['its size is wrong', 413, 'SIZE_INVALID', 'UNPROCESSABLE', 'differ'],
    ['it is too large, without a word', 413, '', 'TOO_LARGE', 'larger than'],
    ['there is no room left', 403, 'QUOTA_EXCEEDED', 'DENIED', 'quota'],
    ['the registry is read-only', 405, 'UNSUPPORTED', 'UNPROCESSABLE', 'read-only'],
    ['it is not allowed', 403, 'DENIED', 'DENIED', 'not allowed to write here'],
    ['it should be sent elsewhere (F24)', 307, '', 'UNPROCESSABLE', 'refused the request'],
    ['the type is not accepted', 415, '', 'UNPROCESSABLE', 'media type'],
  ])('is refused because %s is told in words', async (_case, status, code, expected, words) => {
    const body = code === '' ? '' : errorBody(code, `no, not with ${secrets.password}`)
    sandbox.setFault(tagPut, { status, headers: json, body })
    const { answer, entry, old } = await push()
    expect(answer).toMatchObject({ error: { code: expected, message: expect.stringContaining(words) } })
    expect(entry).toMatchObject({ state: 'failed' })
    expect(digestOf('1.1')).toBe(old)
    expect(tagPuts()).toBe(1)
  })
})

describe('F40 a tag that moves', () => {
  const move = () => sandbox.store.setTag({ repository: 'demo/app', tag: '1.1', digest: digestOf('1.1-amd64') })

  it('after it was confirmed is not written, and where it was and is now is said', async () => {
    const { answer, entry, old } = await push({ between: move })
    const current = digestOf('1.1-amd64')
    expect(answer).toMatchObject({ error: { code: 'CONFLICT', detail: { expected: old, current } } })
    expect(entry).toBeUndefined()
    expect(digestOf('1.1')).toBe(current)
    expect(tagPuts()).toBe(0)
  })

  it('between the last look and the write is not overwritten where the registry honours conditions', async () => {
    onRequest = (headers) => {
      move()
      return headers
    }
    const { answer, entry, old } = await push()
    const current = digestOf('1.1-amd64')
    expect(answer).toMatchObject({ error: { code: 'CONFLICT', detail: { expected: old, current } } })
    expect(digestOf('1.1')).toBe(current)
    expect(entry).toMatchObject({ state: 'failed', message: expect.stringContaining('has moved') })
    expect(tagPuts()).toBe(1)
  })
})

describe('F40 images that are deleted between plan and push', () => {
  const refuse = (...details: unknown[]) => {
    const body = errorBody('MANIFEST_BLOB_UNKNOWN', 'blob unknown to registry', ...details)
    sandbox.setFault(tagPut, { status: 400, headers: json, body })
  }

  it.each([
    ['as registries say it', (digest: string) => ({ digest })],
    ['as a sentence', (digest: string) => `unknown manifest ${digest}`],
  ])('are named by their platforms, %s', async (_case, detailOf) => {
    const { answer, entry } = await push({ between: () => refuse(detailOf(digestOf('1.1-arm64'))) })
    expect(answer).toMatchObject({ error: { code: 'UNPROCESSABLE' } })
    const { message } = 'error' in answer ? answer.error : { message: '' }
    expect(message).toContain('linux/arm64')
    expect(message).not.toContain('linux/amd64')
    expect(message).toContain('demo/app:1.1-arm64')
    expect(entry).toMatchObject({ state: 'failed' })
    expect(tagPuts()).toBe(1)
  })

  it('are named all of them', async () => {
    const { answer } = await push({
      between: () => refuse(...['1.1-amd64', '1.1-arm64'].map((tag) => ({ digest: digestOf(tag) }))),
    })
    const { message } = 'error' in answer ? answer.error : { message: '' }
    expect(message).toContain('linux/arm64')
    expect(message).toContain('linux/amd64')
  })
})

it('F40 further tags are written one by one, not by ?tag=, which registries ignore', async () => {
  await push({ tags: ['1', 'stable'] })
  const written = sandbox.requests.filter(({ method }) => method === 'PUT').map(({ path }) => path.split('/').at(-1))
  expect(written.filter((name, at) => name !== written[at - 1])).toEqual(['1.1', '1', 'stable'])
})
