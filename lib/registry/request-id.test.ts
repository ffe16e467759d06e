import { describe, expect, it } from 'vitest'
import { getManifest } from './manifests'
import { readRequestId } from './request-id'
import { createClient, startServer, user } from './test-server'

describe('readRequestId', () => {
  it.each([
    ['most', { 'x-request-id': '5f3c0d1e-8b7a' }, '5f3c0d1e-8b7a'],
    ['Amazon', { 'x-amzn-requestid': 'b25f48e8-84fd-11e6' }, 'b25f48e8-84fd-11e6'],
    ['Azure', { 'x-ms-correlation-request-id': 'ab12' }, 'ab12'],
    ['GitHub', { 'x-github-request-id': 'C0DE:1A2B:3C4D' }, 'C0DE:1A2B:3C4D'],
    ['who says it twice: the first', { 'x-github-request-id': 'later', 'x-request-id': 'first' }, 'first'],
    ['who writes a sentence', { 'x-request-id': '<b>see here</b>', 'x-amzn-requestid': 'real-one' }, 'real-one'],
    ['who says too much', { 'x-request-id': 'x'.repeat(129) }, undefined],
    ['nobody', {}, undefined],
  ])('reads it from %s', (_who, headers, expected) => {
    const known: Record<string, string> = headers
    expect(readRequestId((name) => known[name])).toBe(expected)
  })
})

it('goes along with a failure, without a secret that was sent', async () => {
  const server = await startServer((request, response) => {
    const echoed = (request.headers.authorization ?? 'Basic none').split(' ')[1] ?? ''
    const headers = { 'x-request-id': `id:${echoed}`, 'www-authenticate': 'Basic realm="r"' }
    response.writeHead(request.headers.authorization ? 403 : 401, headers).end()
  })
  const client = createClient(server.registry, { credential: user() })
  const error = await getManifest(client, { repository: 'team/app', name: '1' }).catch((caught: unknown) => caught)
  expect(error).toMatchObject({ status: 403, requestId: 'id:[secret]' })
  await server.close()
})
