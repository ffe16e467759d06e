import { describe, expect, it } from 'vitest'
import type { RegistryClient } from './client'
import type { RegistryErrorKind } from './errors'
import { bytes, digest, lookUp, mediaType, readDigest, readTag, repository, write } from './fault-acts.fixture'
import { type Act, clientOf, expectFailure, expectNoSecret, type Requests, serveRaw } from './fault-harness.fixture'
import { putManifest } from './manifests'
import type { RawServer, Script } from './raw-server.fixture'

const timeouts = { connectMs: 500, headersMs: 150, totalMs: 1_500 }

const head = (...lines: string[]) => ['HTTP/1.1 200 OK', `Content-Type: ${mediaType}`, ...lines, '', ''].join('\r\n')
const whole = head(`Content-Length: ${bytes.length}`, 'Connection: close') + bytes.toString()
const says =
  (text: string): Script =>
  (socket) =>
    socket.end(text)
describe('a connection that goes wrong', () => {
  const broken = /broke off\. Try again/
  const noHttp = /does not answer in valid HTTP/
  const cases: [fault: string, script: Script, kind: RegistryErrorKind, words: RegExp, requests: Requests][] = [
    ['F01 ends before the body does', says(`${head('Content-Length: 100')}{"a":`), 'unreachable', broken, 3],
    [
      'F01 ends before the body does, as it had announced',
      says(`${head('Content-Length: 100', 'Connection: close')}{"a":`),
      'unreachable',
      broken,
      3,
    ],
    [
      'F02 is reset in the body',
      (socket) =>
        socket.write(`${head('Content-Length: 100')}{"a":`, () => setTimeout(() => socket.resetAndDestroy(), 10)),
      'unreachable',
      broken,
      3,
    ],
    [
      'F03 ends within JSON of no stated length',
      says(`${head('Connection: close')}{"a":`),
      'invalid-answer',
      /incomplete or not JSON/,
      1,
    ],
    [
      'F04 ends before the last chunk',
      says(`${head('Transfer-Encoding: chunked')}5\r\n{"a":\r\n`),
      'unreachable',
      broken,
      3,
    ],
    // undici tells these two from a body that is too short by nothing
    [
      'F08 has a length and chunks',
      says(`${head('Content-Length: 5', 'Transfer-Encoding: chunked')}0\r\n\r\n`),
      'unreachable',
      broken,
      3,
    ],
    [
      'F08 has chunks and a length',
      says(`${head('Transfer-Encoding: chunked', 'Content-Length: 5')}5\r\n12345\r\n0\r\n\r\n`),
      'invalid-answer',
      noHttp,
      1,
    ],
    ['F08 has two lengths', says(`${head('Content-Length: 5', 'Content-Length: 6')}12345`), 'unreachable', broken, 3],
    ['F08 ends its lines as Unix does', says(whole.replaceAll('\r\n', '\n')), 'invalid-answer', noHttp, 1],
    ['F08 speaks HTTP 0.9', says('<html>hello</html>'), 'invalid-answer', noHttp, 1],
    ['F08 has a name with a space', says(`${head('Content Length: 5')}12345`), 'invalid-answer', noHttp, 1],
    ['F08 says Continue without end', says('HTTP/1.1 100 Continue\r\n\r\n'.repeat(1_000)), 'invalid-answer', noHttp, 1],
    [
      'F08 changes the protocol',
      says('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
      'invalid-answer',
      noHttp,
      1,
    ],
    ['F09 has 70 KiB of head', says(head(`X-Long: ${'x'.repeat(71_680)}`)), 'invalid-answer', noHttp, 1],
    [
      'F09 has ten thousand headers',
      says(head(...Array.from({ length: 10_000 }, (_, count) => `X-${count}: ${count}`))),
      'invalid-answer',
      noHttp,
      1,
    ],
  ]
  it.each(cases)('%s', async (_fault, script, kind, words, requests) => {
    await expectFailure(await serveRaw(script), { act: readTag, kind, requests, says: words, options: { timeouts } })
  })

  it.each([
    ['F05 never answers', ''],
    ['F06 falls silent after the head', head('Content-Length: 100')],
  ])('%s', { timeout: 15_000 }, async (_fault, text) => {
    const server = await serveRaw((socket) => void (text && socket.write(text)))
    // the deadline would tell the same
    const options = { timeouts: { ...timeouts, totalMs: 10_000 } }
    await expectFailure(server, { act: readTag, kind: 'timeout', requests: 3, says: 'did not answer in time', options })
  })

  it('F03 by digest is told by the digest, after another try', async () => {
    const server = await serveRaw(says(`${head('Connection: close')}{"a":`))
    await expectFailure(server, { act: readDigest, kind: 'digest-mismatch', requests: 2 })
  })
})

describe('F12 a connection that is closed between two requests', () => {
  const stays = head(`Content-Length: ${bytes.length}`, `Docker-Content-Digest: ${digest}`)
  const leaves = stays.replace('\r\n', '\r\nConnection: close\r\n')
  const empty = (status: number, connection = 'close') =>
    `HTTP/1.1 ${status} X\r\nContent-Length: 0\r\nConnection: ${connection}\r\n\r\n`
  const writeDigest = (client: RegistryClient) => putManifest(client, { repository, name: digest, bytes, mediaType })

  /** Answers once and stays, is gone at the next request, and answers for the last time after that. */
  const gone =
    (first: string, last: string): Script =>
    (socket, count) => {
      if (count === 1) socket.write(first)
      else if (count === 2) socket.destroy()
      else socket.end(last)
    }

  const lines: Record<string, string> = {
    GET: 'GET /v2/team/app/manifests/1.0',
    HEAD: 'HEAD /v2/team/app/manifests/1.0',
    PUT: 'PUT /v2/team/app/manifests/1.0',
    DIGEST: `PUT /v2/team/app/manifests/${digest}`,
  }

  it.each([
    ['a read', readTag, gone(stays + bytes.toString(), whole), 'GET GET GET'],
    ['a look', lookUp, gone(stays, leaves), 'HEAD HEAD HEAD'],
    ['a write by digest', writeDigest, gone(empty(201, 'keep-alive'), empty(201)), 'DIGEST DIGEST DIGEST'],
  ] as const)('is replaced for %s without a word', async (_what, act, script, requests) => {
    await expectTwice(await serveRaw(script), act, requests)
  })

  async function expectTwice(server: RawServer, act: Act, requests: string) {
    const { client, notes } = clientOf(server.registry, { timeouts })
    const [first, second] = [await act(client), await act(client)]
    expect(second).toEqual(first)
    expect(server.seen).toEqual(requests.split(' ').map((name) => lines[name]))
    expectNoSecret(first, second, notes)
    await expect.poll(server.openSockets).toBe(0)
  }

  it.each([
    ['has arrived, and is not sent again', leaves, { digest }, 'PUT HEAD'],
    ['has not arrived, and is sent again', empty(404), { digest }, 'PUT HEAD PUT'],
  ])('leads to a look at the tag: what was written %s', async (_case, look, result, requests) => {
    const server = await serveRaw((socket, count) => {
      if (count === 1) socket.destroy()
      else socket.end(count === 2 ? look : empty(201))
    })
    const { client, notes } = clientOf(server.registry, { timeouts })
    expect(await write(client)).toEqual(result)
    expect(server.seen).toEqual(requests.split(' ').map((name) => lines[name]))
    expectNoSecret(notes)
    await expect.poll(server.openSockets).toBe(0)
  })

  it('is no reason to give up a document that arrives the second time', async () => {
    const server = await serveRaw((socket, count) => socket.end(count === 1 ? whole.slice(0, -5) : whole))
    const { client, notes } = clientOf(server.registry, { timeouts })
    expect(await readTag(client)).toBe(digest)
    expect(server.seen).toHaveLength(2)
    expectNoSecret(notes)
    await expect.poll(server.openSockets).toBe(0)
  })
})
