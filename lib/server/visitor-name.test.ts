import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, test } from 'vitest'
import { cleanHeaders } from './inbound-headers'
import { pageResponses } from './page-responses'
import { isNetwork, isTrustedProxy } from './trusted-proxy'
import { visitorName } from './visitor-name'

test.each([
  ['127.0.0.1', true],
  ['10.0.0.0/8', true],
  ['::1', true],
  ['fd00::/8', true],
  ['10.0.0.0/33', false],
  ['::1/129', false],
  ['10.0.0', false],
  ['10.0.0.0/8/8', false],
  ['10.0.0.0/', false],
  ['proxy.example', false],
  ['', false],
])('%s is a network: %s', (text, expected) => {
  expect(isNetwork(text)).toBe(expected)
})

test.each([
  ['127.0.0.1', ['127.0.0.1'], true],
  ['::ffff:127.0.0.1', ['127.0.0.1'], true],
  ['10.1.2.3', ['192.0.2.1', '10.0.0.0/8'], true],
  ['11.1.2.3', ['10.0.0.0/8'], false],
  ['fd00::1', ['fd00::/8'], true],
  ['::1', ['127.0.0.1'], false],
  ['127.0.0.1', [], false],
  [undefined, ['0.0.0.0/0'], false],
  ['', ['0.0.0.0/0'], false],
])('a connection from %s is of %j: %s', (address, networks, expected) => {
  expect(isTrustedProxy(address, networks)).toBe(expected)
})

/** What a server on loopback makes of these header lines. */
async function receive(lines: string[], config: { userHeader?: string; trustedProxies: string[] }) {
  let seen: { name: string | undefined; headers: Record<string, unknown> } | undefined
  const server = createServer((message, response) => {
    cleanHeaders(message, config)
    pageResponses().run(response, () => {
      seen = { name: visitorName(config), headers: { ...message.headers } }
    })
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const outgoing = request({ host: '127.0.0.1', port, headers: ['host', 'localhost', ...lines] })
  outgoing.end()
  const [answer] = await once(outgoing, 'response')
  answer.resume()
  await once(answer, 'end')
  server.close()
  server.closeAllConnections()
  if (!seen) throw new Error('nothing was received')
  return seen
}

describe('the visitor’s name', () => {
  const config = { userHeader: 'x-forwarded-user', trustedProxies: ['127.0.0.1'] }
  const line = ['X-Forwarded-User', 'ada@example.com']

  it('is believed from the configured proxy', async () => {
    expect(await receive(line, config)).toMatchObject({
      name: 'ada@example.com',
      headers: { 'x-forwarded-user': line[1] },
    })
  })

  it.each([
    ['from elsewhere', line, { ...config, trustedProxies: ['127.0.0.2', '10.0.0.0/8'] }],
    ['in another header', ['X-Remote-User', 'ada'], config],
    ['where none is configured', line, { trustedProxies: ['127.0.0.1'] }],
    ['that comes twice', [...line, ...line], config],
    ['that is empty', ['X-Forwarded-User', '  '], config],
    ['that is endless', ['X-Forwarded-User', 'a'.repeat(200)], config],
    ['with control characters', ['X-Forwarded-User', 'ada\u0085eve'], config],
  ])('is not believed %s', async (_case, lines, settings) => {
    const { name, headers } = await receive(lines, settings)
    expect(name).toBeUndefined()
    expect(headers).not.toHaveProperty('x-forwarded-user')
  })

  it('is unknown outside of a request', () => {
    expect(visitorName(config)).toBeUndefined()
  })
})

test('what would steer the server is taken away', async () => {
  const steering = [
    'X-Forwarded-Host',
    'X-Forwarded-Proto',
    'Forwarded',
    'X-Middleware-Subrequest',
    'X-Middleware-Rewrite',
  ]
  const { headers } = await receive(
    [...steering, 'X-Kept'].flatMap((name) => [name, 'evil.example']),
    { trustedProxies: [] },
  )
  expect(Object.keys(headers)).toEqual(expect.arrayContaining(['host', 'x-kept']))
  for (const name of steering) expect(headers).not.toHaveProperty(name.toLowerCase())
})
