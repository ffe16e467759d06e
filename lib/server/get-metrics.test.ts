import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { readConfig } from './config'
import { getMetrics } from './get-metrics'
import { cleanHeaders } from './inbound-headers'
import { pageResponses } from './page-responses'
import { startSharedServer } from './shared-mode.fixture'

const token = 'a token for scripts'

/** Whether a program on loopback is told, in the order in which the web server does things. */
async function isTold(headers: Record<string, string> = {}): Promise<boolean> {
  let told: Promise<boolean> | undefined
  const server = createServer((message, response) => {
    cleanHeaders(message, { trustedProxies: [] })
    told = pageResponses().run(response, () =>
      getMetrics().then(
        () => true,
        () => false,
      ),
    )
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const outgoing = request({ host: '127.0.0.1', port, headers }).end()
  const [answer] = await once(outgoing, 'response')
  answer.resume()
  await once(answer, 'end')
  server.closeAllConnections()
  server.close()
  return (await told) ?? false
}

const local = () => {
  const holder = globalThis as { [key: symbol]: unknown }
  holder[Symbol.for('archipelago.config')] = readConfig({
    ARCHIPELAGO_LOG_LEVEL: 'silent',
    ARCHIPELAGO_API_TOKEN: token,
  })
}
const shared = () => startSharedServer({ allowed: [], more: { ARCHIPELAGO_API_TOKEN: token } })

test.each([
  ['a program on the same machine', local, {}, true],
  ['somebody behind a proxy', local, { 'x-forwarded-for': '192.0.2.1' }, false],
  ['somebody behind a proxy that speaks RFC 7239', local, { forwarded: 'for=192.0.2.1' }, false],
  ['somebody behind a proxy that does not say so, in shared mode', shared, {}, false],
  ['a holder of the token, in shared mode', shared, { authorization: `Bearer ${token}` }, true],
])('metrics for %s', async (_who, start, headers, expected) => {
  start()
  expect(await isTold(headers)).toBe(expected)
})
