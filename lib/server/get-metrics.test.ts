import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { GET } from '@/app/metrics/route'
import { readConfig } from './config'
import { pageResponses } from './page-responses'
import { processMetrics } from './process-metrics'

const holder = globalThis as { [key: symbol]: unknown }
const configKey = Symbol.for('archipelago.config')
const token = 'metrics-token-4711-0815'

function configure(change: object = {}): void {
  holder[configKey] = { ...readConfig({ ARCHIPELAGO_LOG_LEVEL: 'silent' }), ...change }
}
configure()
afterEach(() => configure())

function ask(remoteAddress: string, headers: Record<string, string> = {}): Promise<Response> {
  const rawHeaders = Object.entries(headers).flat()
  const req = { socket: { remoteAddress }, rawHeaders, headers } as unknown as IncomingMessage
  return pageResponses().run({ req } as ServerResponse, () =>
    GET(new Request('http://localhost/metrics', { headers: { host: 'localhost', ...headers } })),
  )
}

describe('who may read the metrics', () => {
  test.each([
    ['127.0.0.1', {}, 200],
    ['::1', {}, 200],
    ['::ffff:127.0.0.1', {}, 200],
    ['203.0.113.7', {}, 403],
    ['127.0.0.1', { 'X-Forwarded-For': '127.0.0.1' }, 403],
    ['127.0.0.1', { Forwarded: 'for=127.0.0.1' }, 403],
    ['203.0.113.7', { authorization: `Bearer ${token}` }, 200],
    ['203.0.113.7', { authorization: 'Bearer another-token-altogether' }, 403],
  ])('from %s with %j: %i', async (address, headers, status) => {
    configure({ apiToken: token })
    expect((await ask(address, headers as Record<string, string>)).status).toBe(status)
  })

  test.each([
    ['a proxy that does not say that it is one', {}, 403],
    ['a holder of the token', { authorization: `Bearer ${token}` }, 200],
  ])('in shared mode, for %s', async (_who, headers, status) => {
    configure({ mode: 'shared', apiToken: token, allowedHosts: ['localhost'], origin: 'http://localhost' })
    expect((await ask('127.0.0.1', headers as Record<string, string>)).status).toBe(status)
  })
})

test('they are text for Prometheus, with what happened', async () => {
  processMetrics().requests.add({ endpoint: '/api/v1/image', status: '200' })
  const answer = await ask('127.0.0.1')
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  const text = await answer.text()
  expect(text).toContain('archipelago_requests_total{endpoint="/api/v1/image",status="200"} 1')
  for (const name of [
    'work_running',
    'work_waiting',
    'manifest_cache_bytes',
    'upstream_requests_total',
    'writes_total',
  ])
    expect(text).toContain(`# TYPE archipelago_${name}`)
  for (const line of text.trim().split('\n'))
    expect(line).toMatch(/^(?:# (?:HELP|TYPE) \w+ .+|\w+(?:\{[^{}]*\})? [\d.e+-]+)$/)
})
