import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { defineBytes, defineEndpoint, defineStream } from '@/lib/contract/endpoint'
import { ApiFailure, errorStatuses } from '@/lib/contract/error'
import { InvalidReferenceError } from '@/lib/oci/invalid-reference-error'
import { RegistryError } from '@/lib/registry/errors'
import type { Config } from './config'
import { readConfig } from './config'
import { handle } from './handle'

const configKey = Symbol.for('archipelago.config')
const holder = globalThis as { [key: symbol]: unknown }

function configure(change: Partial<Config> = {}): void {
  holder[configKey] = { ...readConfig({ ARCHIPELAGO_LOG_LEVEL: 'silent' }), ...change }
}
configure()
afterEach(() => configure())

const echo = defineEndpoint({
  method: 'GET',
  path: '/echo',
  summary: 'says it again',
  input: z.object({ ref: z.string(), n: z.coerce.number().int().min(1).optional() }),
  output: z.object({ said: z.string() }),
})
const write = defineStream({
  method: 'POST',
  path: '/write',
  summary: 'writes',
  input: z.object({ text: z.string() }),
  line: z.object({ line: z.string() }),
  writes: true,
})

const get = (path: string, headers: Record<string, string> = {}) =>
  new Request(`http://localhost:4100${path}`, { headers: { host: 'localhost:4100', ...headers } })
const post = (body: string, headers: Record<string, string> = {}) =>
  new Request('http://localhost:4100/write', {
    method: 'POST',
    body,
    headers: {
      host: 'localhost:4100',
      'content-type': 'application/json',
      origin: 'http://localhost:4100',
      ...headers,
    },
  })
const errorOf = async (response: Response) => {
  const { error } = (await response.json()) as { error: { code: string; message: string } }
  return { status: response.status, code: error.code, message: error.message }
}

const sayAgain = handle(echo, async ({ ref }) => ({ said: ref }))
const writeLines = handle(write, async function* ({ text }) {
  for (const line of text.split(' ')) yield { line }
})

test('a verb’s answer is sent as JSON that nobody may store', async () => {
  const response = await sayAgain(get('/echo?ref=a%2Fb:1'))
  expect(await response.json()).toEqual({ said: 'a/b:1' })
  expect(response.headers.get('cache-control')).toBe('no-store')
})

test.each([
  ['/echo', 'REFERENCE_INVALID', /ref/],
  ['/echo?ref=a&ref=b', 'REFERENCE_INVALID', /ref/],
  ['/echo?ref=a&n=0', 'REQUEST_INVALID', /“n”/],
])('%s is bad input', async (path, code, message) => {
  expect(await errorOf(await sayAgain(get(path)))).toEqual({
    status: 400,
    code,
    message: expect.stringMatching(message),
  })
})

test.each([
  ['another host name', { host: 'evil.example' }],
  ['another web page', { origin: 'http://evil.example' }],
])('%s is refused', async (_case, headers) => {
  const verb = vi.fn(async () => ({ said: '' }))
  expect(await errorOf(await handle(echo, verb)(get('/echo?ref=a', headers)))).toMatchObject({
    status: 403,
    code: 'DENIED',
  })
  expect(verb).not.toHaveBeenCalled()
})

test('lines are sent one by one', async () => {
  const response = await writeLines(post('{"text":"a b"}'))
  expect(response.headers.get('content-type')).toBe('application/x-ndjson')
  expect(await response.text()).toBe('{"line":"a"}\n{"line":"b"}\n')
})

test.each([
  ['a foreign page', {}, { origin: 'http://evil.example' }, 403, 'DENIED'],
  ['read-only mode', { readOnly: true }, {}, 403, 'READ_ONLY'],
  ['a form of another type', {}, { 'content-type': 'text/plain' }, 400, 'REQUEST_INVALID'],
  ['a wrong token', { apiToken: 'right-token-right' }, { authorization: 'Bearer wrong-token-wrong' }, 403, 'DENIED'],
])('a write from %s is refused', async (name, config, headers, status, code) => {
  configure(config)
  const request = post('{"text":"a"}', headers)
  if (name === 'a wrong token') request.headers.delete('origin')
  expect(await errorOf(await writeLines(request))).toMatchObject({ status, code })
})

test('a script writes with the token and without an origin', async () => {
  configure({ apiToken: 'right-token-right' })
  const request = post('{"text":"a"}', { authorization: 'Bearer right-token-right' })
  request.headers.delete('origin')
  expect((await writeLines(request)).status).toBe(200)
})

test('without an origin and without a token nothing is written', async () => {
  const request = post('{"text":"a"}')
  request.headers.delete('origin')
  expect(await errorOf(await writeLines(request))).toMatchObject({ status: 403, code: 'DENIED' })
})

test.each([
  ['{"text":', 400, 'REQUEST_INVALID'],
  ['[]', 400, 'REQUEST_INVALID'],
  [JSON.stringify({ text: 'x'.repeat(1_100_000) }), 413, 'TOO_LARGE'],
  [`{"text":"a","x":${'['.repeat(100)}${']'.repeat(100)}}`, 400, 'REQUEST_INVALID'],
  [`{"text":"a","x":[${'0,'.repeat(300_000)}0]}`, 400, 'REQUEST_INVALID'],
])('the body %.20s gives %i', async (body, status, code) => {
  expect(await errorOf(await writeLines(post(body)))).toMatchObject({ status, code })
})

const registryError = (kind: RegistryError['kind']) => new RegistryError({ kind, registry: 'ghcr.io', message: 'No.' })

test.each([
  [new InvalidReferenceError('Write it so.', 'x'), 'REFERENCE_INVALID'],
  [registryError('not-found'), 'NOT_FOUND'],
  [registryError('unreachable'), 'REGISTRY_UNREACHABLE'],
  [registryError('timeout'), 'REGISTRY_TIMEOUT'],
  [registryError('invalid-answer'), 'REGISTRY_INVALID'],
  [new ApiFailure({ code: 'CONFLICT', message: 'Moved.' }), 'CONFLICT'],
] as const)('%s becomes %s', async (error, code) => {
  const response = await handle(echo, () => Promise.reject(error))(get('/echo?ref=a'))
  expect(await errorOf(response)).toEqual({ status: errorStatuses[code], code, message: error.message })
})

test('what was not foreseen shows nothing of itself', async () => {
  const response = await handle(echo, () => Promise.reject(new Error('/etc/secret')))(get('/echo?ref=a'))
  const text = await response.text()
  expect(response.status).toBe(500)
  expect(text).not.toContain('/etc/secret')
  expect(text).toContain('INTERNAL')
})

test('a stream that fails before its first line answers with the error’s status', async () => {
  const failing = handle(write, async function* () {
    yield* []
    throw new ApiFailure({ code: 'CONFLICT', message: 'Moved.' })
  })
  const response = await failing(post('{"text":"a"}'))
  expect(response.status).toBe(409)
  expect(await response.json()).toEqual({ event: 'error', error: { code: 'CONFLICT', message: 'Moved.' } })
})

test('a stream that fails later says so in a line', async () => {
  const failing = handle(write, async function* () {
    yield { line: 'a' }
    throw new ApiFailure({ code: 'CONFLICT', message: 'Moved.' })
  })
  const response = await failing(post('{"text":"a"}'))
  expect(await response.text()).toBe('{"line":"a"}\n{"event":"error","error":{"code":"CONFLICT","message":"Moved."}}\n')
})

test('leaving a stream ends the verb', async () => {
  let isEnded = false
  const endless = handle(write, async function* () {
    try {
      for (;;) yield { line: 'again' }
    } finally {
      isEnded = true
    }
  })
  const response = await endless(post('{"text":"a"}'))
  const reader = response.body?.getReader()
  await reader?.read()
  await reader?.cancel()
  expect(isEnded).toBe(true)
})

test('bytes pass through as they are', async () => {
  const raw = defineBytes({ method: 'GET', path: '/raw', summary: 'bytes', input: z.object({}) })
  const bytes = new Uint8Array([0, 255, 10])
  const response = await handle(raw, async () => ({ bytes, headers: { 'content-type': 'application/x-thing' } }))(
    get('/raw'),
  )
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
  expect(response.headers.get('content-type')).toBe('application/x-thing')
})

const survey = defineEndpoint({
  method: 'POST',
  path: '/survey',
  summary: 'takes a value of each kind',
  input: z.object({
    name: z.string().min(2).max(5).optional(),
    age: z.number().int().min(1).max(9).optional(),
    tags: z.array(z.string()).min(2).max(2).optional(),
    isOpen: z.boolean().optional(),
    format: z.enum(['oci', 'docker']).optional(),
    notes: z.record(z.string().max(3), z.string()).optional(),
    more: z.object({ text: z.string().max(3, 'the text is longer than a word') }).optional(),
  }),
  output: z.object({}),
})
const answerSurvey = handle(survey, async () => ({}))

test.each([
  [{ name: 5 }, '“name” is not valid: it must be text.'],
  [{ name: 'a' }, '“name” is not valid: it needs 2 characters or more.'],
  [{ name: 'abcdef' }, '“name” is not valid: it may have 5 characters at most.'],
  [{ age: '7' }, '“age” is not valid: it must be a whole number.'],
  [{ age: 7.5 }, '“age” is not valid: it must be a whole number.'],
  [{ age: 0 }, '“age” is not valid: it must be 1 or more.'],
  [{ age: 10 }, '“age” is not valid: it must be 9 or less.'],
  [{ tags: 'a' }, '“tags” is not valid: it must be a list.'],
  [{ tags: ['a'] }, '“tags” is not valid: it needs 2 items or more.'],
  [{ tags: ['a', 'b', 'c'] }, '“tags” is not valid: it may have 2 items at most.'],
  [{ tags: ['a', null] }, '“tags.1” is not valid: it must be text.'],
  [{ isOpen: 'yes' }, '“isOpen” is not valid: it must be true or false.'],
  [{ format: 'xml' }, '“format” is not valid: it must be “oci” or “docker”.'],
  [{ notes: ['a'] }, '“notes” is not valid: it must be an object.'],
  [{ notes: { long: 'a' } }, '“notes.long” is not valid: its name is too long.'],
  [{ more: {} }, '“more.text” is missing; add it to the request.'],
  [{ more: { text: 'words' } }, '“more.text” is not valid: the text is longer than a word.'],
  [[], 'The body of the request must be a JSON object.'],
  [null, 'The body of the request must be a JSON object.'],
])('%j is refused in words', async (body, message) => {
  const answer = await errorOf(await answerSurvey(post(JSON.stringify(body))))
  expect(answer).toEqual({ status: 400, code: 'REQUEST_INVALID', message })
})

test.each([
  ['/echo', 'REFERENCE_INVALID', '“ref” is missing; add it to the request.'],
  ['/echo?ref=a&ref=b', 'REFERENCE_INVALID', '“ref” is given more than once; give it once.'],
  ['/echo?ref=a&n=many', 'REQUEST_INVALID', '“n” is not valid: it must be a whole number.'],
  ['/echo?ref=a&n=0', 'REQUEST_INVALID', '“n” is not valid: it must be 1 or more.'],
])('%s is refused in words', async (path, code, message) => {
  expect(await errorOf(await sayAgain(get(path)))).toEqual({ status: 400, code, message })
})
