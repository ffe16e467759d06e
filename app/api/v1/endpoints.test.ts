import { readdirSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Endpoint } from '@/lib/contract/endpoint'
import { endpoints } from '@/lib/contract/endpoints'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { readConfig } from '@/lib/server/config'
import { isHandler } from '@/lib/server/handle'
import { sharedOrigin, startSharedServer } from '@/lib/server/shared-mode.fixture'

type Handler = (request: Request) => Promise<Response>

const app = fileURLToPath(new URL('../..', import.meta.url))
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
/** The description of all of them: it is made once, and asks nobody. */
const document = '/api/v1/openapi.json'

function routeFiles(): { path: string; file: string }[] {
  const files = readdirSync(app, { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => /(?:^|[/\\])route\.tsx?$/.test(file))
    .map((file) => ({ path: `/${file.split(sep).slice(0, -1).join('/')}`, file: join(app, file) }))
}

const routes = await Promise.all(
  routeFiles().map(async ({ path, file }) => ({ path, exports: (await import(file)) as Record<string, unknown> })),
)

function handlerOf({ path, method }: Endpoint): Handler {
  const handler = routes.find((route) => route.path === path)?.exports[method]
  if (typeof handler !== 'function') throw new Error(`${path} has no ${method}`)
  return handler as Handler
}

test.each(endpoints)('$method $path has a route', (endpoint) => {
  expect(isHandler(handlerOf(endpoint))).toBe(true)
})

test.each(routes)('$path answers only by way of handle, and only as declared', ({ path, exports }) => {
  const offered = Object.keys(exports).filter((name) => methods.includes(name))
  if (path === document) return expect(offered).toEqual(['GET'])
  const declared = endpoints.filter((endpoint) => endpoint.path === path).map(({ method }) => method)
  expect(offered.toSorted()).toEqual(declared.toSorted())
  for (const name of offered) expect(isHandler(exports[name]), name).toBe(true)
})

const changing = endpoints.filter(({ writes, changesSession }) => writes || changesSession)

test('what writes or changes the session is never had by GET', () => {
  expect(changing.length).toBeGreaterThanOrEqual(5)
  for (const { path, method } of changing) expect([path, method]).toEqual([path, 'POST'])
})

const json = { 'content-type': 'application/json' }
const own = { ...json, origin: sharedOrigin, 'sec-fetch-site': 'same-origin' }
const { origin: _origin, ...withoutOrigin } = own

const strangers: [string, Record<string, string>][] = [
  [
    'a form of another site',
    { ...own, origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
  ],
  ['a script of another site', { ...own, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['a sibling of our domain', { ...own, origin: 'https://evil.example.com', 'sec-fetch-site': 'same-site' }],
  ['our host without TLS', { ...own, origin: sharedOrigin.replace('https:', 'http:') }],
  ['our host on another port', { ...own, origin: `${sharedOrigin}:8443` }],
  ['a frame without an origin', { ...own, origin: 'null' }],
  ['nobody, who names no origin', withoutOrigin],
  ['a browser that knows better than the origin', { ...own, 'sec-fetch-site': 'cross-site' }],
  ['another host, with an origin to match', { ...own, host: 'evil.example', origin: 'https://evil.example' }],
  ['loopback, with an origin to match', { ...own, host: '127.0.0.1:4100', origin: 'http://127.0.0.1:4100' }],
]

function post(headers: Record<string, string>, body = '{}'): Request {
  const host = new URL(sharedOrigin).host
  return new Request(`${sharedOrigin}/`, { method: 'POST', headers: { host, ...headers }, body })
}

async function answerOf(response: Response): Promise<[number, string]> {
  const { error } = await response.json()
  return [response.status, error.code]
}

describe.each(changing)('POST $path', (endpoint) => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0 })
    startSharedServer({ allowed: [sandbox.registry] })
  })
  afterAll(async () => {
    expect(sandbox.requests).toEqual([])
    await sandbox.close()
  })

  test.each(strangers)('refuses %s', async (_who, headers) => {
    expect(await answerOf(await handlerOf(endpoint)(post(headers)))).toEqual([403, 'DENIED'])
  })

  test.each(['text/plain', 'text/plain; application/json', 'multipart/form-data', 'application/jsonp'])(
    'refuses a body sent as %s',
    async (type) => {
      const request = post({ ...own, 'content-type': type })
      const response = await handlerOf(endpoint)(request)
      expect(response.status).toBe(400)
      expect((await response.json()).error.message).toContain('Content-Type: application/json')
    },
  )

  test('hears the page itself, and finds its request wanting', async () => {
    expect(await answerOf(await handlerOf(endpoint)(post(own)))).toEqual([400, expect.stringMatching(/_INVALID$/)])
  })
})

describe('reading only', () => {
  test.each(endpoints.filter(({ writes }) => writes))('$path writes nothing', async (endpoint) => {
    startSharedServer({ allowed: [], more: { ARCHIPELAGO_READ_ONLY: 'true' } })
    expect(await answerOf(await handlerOf(endpoint)(post(own)))).toEqual([403, 'READ_ONLY'])
  })
})

describe('in local mode', () => {
  test.each(changing)('$path refuses another page of the same browser', async (endpoint) => {
    const holder = globalThis as { [key: symbol]: unknown }
    holder[Symbol.for('archipelago.config')] = readConfig({ ARCHIPELAGO_LOG_LEVEL: 'silent' })
    for (const origin of ['http://localhost:3000', 'https://evil.example', 'null']) {
      const request = post({ ...json, host: 'localhost:4100', origin })
      expect(await answerOf(await handlerOf(endpoint)(request))).toEqual([403, 'DENIED'])
    }
  })
})
