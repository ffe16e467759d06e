/**
 * The deadline is one for all of it: tries, sign-in, redirects and mirrors, to the last byte. Pauses between bytes are short here, and
 * what ends them is long, so that nothing but the deadline can end what never comes to an end.
 */
import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import {
  bytes,
  digest,
  gives,
  givesToken,
  list,
  lookUp,
  manifestUrl,
  mediaType,
  pull,
  readDigest,
  readTag,
  says,
  tokenChallenge,
  tokenFor,
  wantsToken,
} from './fault-acts.fixture'
import {
  type Act,
  clientOf,
  expectFailure,
  expectNoSecret,
  failureOf,
  type Requests,
  serve,
  serveRaw,
} from './fault-harness.fixture'
import type { Handler } from './test-server'
import { TokenStore } from './token'

const totalMs = 400
const options = { timeouts: { connectMs: 5_000, headersMs: 5_000, totalMs } }
/** Two of these are shorter than the deadline, three are longer: each would end in time, all of them do not. */
const lateMs = 160

const get = `GET ${manifestUrl}`
type Answer = Parameters<Handler>[1]

function drip(response: { write(text: string): unknown; on(event: 'close', ended: () => void): unknown }): void {
  const timer = setInterval(() => response.write(' '), 20)
  response.on('close', () => clearInterval(timer))
}
/** A byte every 20 ms, for ever. */
const drips =
  (status = 200, headers: Record<string, string> = {}): Handler =>
  (_request, response) => {
    response.writeHead(status, headers)
    drip(response)
  }
const hangs: Handler = () => {}
const late =
  (answer: Handler): Handler =>
  (request, response: Answer) =>
    void setTimeout(() => answer(request, response), lateMs)
const inTurn = (...answers: Handler[]): Handler => {
  const left = [...answers]
  return (request, response) => (left.shift() ?? hangs)(request, response)
}
const challenges: Handler = (request, response) =>
  response.writeHead(401, { 'www-authenticate': tokenChallenge(request) }).end()
const at =
  (places: Record<string, Handler>, otherwise: Handler): Handler =>
  (request, response) =>
    (places[(request.url ?? '').split('?')[0] ?? ''] ?? otherwise)(request, response)

const endless: [fault: string, act: Act, answers: Handler, requests: Requests][] = [
  ['F07 a document that drips', readTag, drips(), [get]],
  ['F07 a document of stated length that drips', readTag, drips(200, { 'content-length': '100000' }), [get]],
  ['F07 a document by digest that drips', readDigest, drips(), 1],
  ['F07 a list that drips', list, drips(), 1],
  ['F07 a HEAD that never comes', lookUp, hangs, [`HEAD ${manifestUrl}`]],
  ['F07 an error that drips', readTag, drips(404), [get]],
  ['F07 an error worth another try that drips', readTag, drips(503), [get]],
  ['F07 a refusal that drips', readTag, at({ '/v2/': challenges }, drips(401)), 3],
  ['F07 a token that drips', readTag, wantsToken(drips()), [get, tokenFor(pull)]],
  ['F07 a token that never comes', readTag, wantsToken(hangs), [get, tokenFor(pull)]],
  ['F07 a refusal of a token that drips', readTag, wantsToken(drips(403)), [get, tokenFor(pull)]],
  ['F07 a ping that never comes', readTag, at({ '/v2/': hangs }, says(401)), [get, 'GET /v2/']],
  ['F07 a redirect that drips', readTag, inTurn(drips(307, { location: manifestUrl }), drips()), [get, get]],
  [
    'F07 what a redirect leads to drips',
    readTag,
    at({ '/x': drips() }, says(307, { location: '/x' })),
    [get, 'GET /x'],
  ],
]

const slow: [fault: string, answers: Handler, requests: Requests][] = [
  ['three redirects', late(says(307, { location: manifestUrl })), { least: 2, most: 3 }],
  ['three tries', late(says(503, { 'retry-after': '0' })), { least: 2, most: 3 }],
  [
    'a sign-in',
    at({ '/token': late(givesToken()) }, (request, response) =>
      late(request.headers.authorization ? gives(bytes) : challenges)(request, response),
    ),
    { least: 2, most: 3 },
  ],
  [
    'a sign-in that is refused, and another try without it',
    at({ '/token': late(givesToken()) }, (request, response) =>
      (request.headers.authorization ? late(challenges) : challenges)(request, response),
    ),
    { least: 3, most: 5 },
  ],
]

describe('the deadline of a request', () => {
  it.each(endless)('ends %s', async (_fault, act, answers, requests) => {
    const server = await serve(answers)
    await expectFailure(server, { act, kind: 'timeout', requests, says: 'did not answer in time', options })
  })

  it.each(slow)('is one for %s', async (_fault, answers, requests) => {
    const server = await serve(answers)
    await expectFailure(server, { act: readTag, kind: 'timeout', requests, says: 'did not answer in time', options })
  })

  it('ends a head of which a byte comes at a time', async () => {
    const server = await serveRaw((socket: Socket) => {
      socket.write('HTTP/1.1 200 OK\r\nX-Drip: ')
      drip(socket)
    })
    await expectFailure(server, { act: readTag, kind: 'timeout', requests: [get], options })
  })

  it('ends a wait that the registry has asked for', async () => {
    const server = await serve(says(429, { 'retry-after': '3' }))
    await expectFailure(server, { act: readTag, kind: 'rate-limited', requests: [get], options })
  })

  it('is one for mirrors and the registry behind them', async () => {
    const [one, two] = [await serve(hangs), await serve(drips(200, { 'content-type': mediaType }))]
    const server = await serve(drips())
    const settings = { mirrors: [one.origin, two.origin] }
    const plainHttp = [server, one, two].map(({ registry }) => registry)
    await expectFailure(server, {
      act: readDigest,
      kind: 'timeout',
      requests: 1,
      options: { ...options, settings: { ...settings, plainHttp: true }, plainHttp },
    })
    expect([one.seen.length, two.seen.length]).toEqual([1, 1])
    await expect.poll(() => one.openSockets() + two.openSockets()).toBe(0)
  })

  it('is that of who asks: one who has more time gets the token that is fetched for both', async () => {
    const server = await serve(wantsToken(late(givesToken())))
    const tokens = new TokenStore()
    const hasty = clientOf(server.registry, { tokens, timeouts: { ...options.timeouts, totalMs: lateMs / 2 } })
    const patient = clientOf(server.registry, { tokens })
    const [failure, found] = await Promise.all([failureOf(readTag(hasty.client)), readTag(patient.client)])
    expect(failure).toMatchObject({ kind: 'timeout', registry: server.registry })
    expect(found).toBe(digest)
    expect(server.seen.toSorted()).toEqual([tokenFor(pull), get, get, get])
    expectNoSecret(failure, hasty.notes, patient.notes)
    await expect.poll(server.openSockets).toBe(0)
  })
})
