import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { expect, test } from 'vitest'
import { cleanHeaders } from './inbound-headers'
import { visitorAddress } from './visitor-address'

const proxy = '192.0.2.1'
const trustedProxies = [proxy, '10.0.0.0/8', 'fd00::/8']

function visitorBehind(remoteAddress: string | undefined, lines: string[]): string {
  const rawHeaders = lines.flatMap((line) => ['X-Forwarded-For', line])
  return visitorAddress({ socket: { remoteAddress } as Socket, rawHeaders }, { trustedProxies })
}

test.each([
  ['nobody in between', '198.51.100.7', [], '198.51.100.7'],
  ['a proxy', proxy, ['198.51.100.7'], '198.51.100.7'],
  ['a proxy that says nothing', proxy, [], proxy],
  ['two proxies', proxy, ['198.51.100.7, 10.1.2.3'], '198.51.100.7'],
  ['proxies that add lines of their own', proxy, ['198.51.100.7', '10.1.2.3'], '198.51.100.7'],
  ['a proxy that adds the port', proxy, ['198.51.100.7:4711'], '198.51.100.7'],
  ['a proxy on IPv4 over IPv6', `::ffff:${proxy}`, ['198.51.100.7'], '198.51.100.7'],
  ['nobody but proxies', proxy, ['10.0.0.7, 10.1.2.3'], '10.0.0.7'],
])('behind %s a visitor is the address that came to it', (_what, remote, lines, expected) => {
  expect(visitorBehind(remote, lines)).toBe(expected)
})

test.each([
  ['without any proxy', '198.51.100.7', ['203.0.113.1']],
  ['without any proxy, one of ours named', '198.51.100.7', ['203.0.113.1, 10.1.2.3']],
  ['with a line of one’s own', proxy, ['203.0.113.1, 198.51.100.7']],
  ['with two lines', proxy, ['203.0.113.1', '198.51.100.7']],
  ['with proxies of ours in it', proxy, ['203.0.113.1, 10.1.2.3, 198.51.100.7, 10.1.2.3']],
  ['with what is no address', proxy, ['unknown, 198.51.100.7']],
])('forged %s, the header makes nobody somebody else', (_how, remote, lines) => {
  expect(visitorBehind(remote, lines)).toBe('198.51.100.7')
})

test.each(['unknown', '', '_hidden', '198.51.100', '198.51.100.7 203.0.113.1', 'a'.repeat(9_000)])(
  'where the proxy itself says %j, the proxy is counted',
  (line) => {
    expect(visitorBehind(proxy, [line])).toBe(proxy)
  },
)

test('of IPv6 a network is one visitor', () => {
  const network = visitorBehind('2001:db8:1:2::1', [])
  expect(visitorBehind(proxy, ['2001:db8:1:2:ffff:ffff:ffff:ffff'])).toBe(network)
  expect(visitorBehind('fd00::1', ['[2001:db8:1:2::9]:4711'])).toBe(network)
  expect(visitorBehind('2001:db8:1:2::1%eth0', [])).toBe(network)
  expect(visitorBehind('2001:db8:1:3::1', [])).not.toBe(network)
  expect(visitorBehind(undefined, [])).toBe('unknown')
})

test('it is the header as it was sent, also after the request’s headers were cleaned and added to', async () => {
  const config = { trustedProxies: ['127.0.0.1'] }
  let visitor = ''
  const server = createServer((message: IncomingMessage, response) => {
    cleanHeaders(message, config)
    message.headers['x-forwarded-for'] = '203.0.113.1'
    visitor = visitorAddress(message, config)
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const outgoing = request({ host: '127.0.0.1', port, headers: { 'X-Forwarded-For': '198.51.100.7' } })
  outgoing.end()
  const [answer] = await once(outgoing, 'response')
  answer.resume()
  await once(answer, 'end')
  server.close()
  server.closeAllConnections()
  expect(visitor).toBe('198.51.100.7')
})
