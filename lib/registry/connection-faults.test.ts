import type { Socket } from 'node:net'
import { inspect } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { RegistryError, type RegistryErrorKind } from './errors'
import { getManifest, putManifest } from './manifests'
import { type RawServer, type Script, startRawServer } from './raw-server.fixture'
import { createClient, user } from './test-server'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})
async function serve(script: Script): Promise<RawServer> {
  const server = await startRawServer(script)
  closers.push(server.close)
  return server
}

const secret = 'wonderland-4711'
const mediaType = 'application/vnd.oci.image.index.v1+json'
const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests: [] }))
const digest = computeDigest(bytes)
const address = { repository: 'team/app', name: '1.0' }
const timeouts = { connectMs: 500, headersMs: 150, totalMs: 1_500 }

const head = (...lines: string[]) => ['HTTP/1.1 200 OK', `Content-Type: ${mediaType}`, ...lines, '', ''].join('\r\n')
const whole = head(`Content-Length: ${bytes.length}`, 'Connection: close') + bytes.toString()
const says =
  (text: string): Script =>
  (socket) =>
    socket.end(text)

async function failureOf(work: Promise<unknown>): Promise<RegistryError> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  )
  if (error instanceof RegistryError) return error
  throw new Error(`no RegistryError: ${inspect(error)}`)
}

/** The five things that hold for every fault, but for the deadline, which the short timeouts are. */
async function expectFailure(
  server: RawServer,
  { name = '1.0', kinds, requests }: { name?: string; kinds: RegistryErrorKind[]; requests: [number, number] },
): Promise<void> {
  const client = createClient(server.registry, { credential: user(secret), timeouts })
  const error = await failureOf(getManifest(client, { ...address, name }))
  expect(kinds).toContain(error.kind)
  expect(error.message).toContain(server.registry)
  expect(server.seen.length).toBeGreaterThanOrEqual(requests[0])
  expect(server.seen.length).toBeLessThanOrEqual(requests[1])
  const printed = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)
  for (const form of [secret, Buffer.from(`alice:${secret}`).toString('base64')]) expect(printed).not.toContain(form)
  await expect.poll(server.openSockets).toBe(0)
}

const hangsAfter =
  (text: string): Script =>
  (socket) =>
    void (text && socket.write(text))

function drips(socket: Socket): void {
  socket.write(head('Content-Length: 100000'))
  const drip = setInterval(() => socket.write(' '), 20)
  socket.on('close', () => clearInterval(drip))
}

function floods(socket: Socket): void {
  socket.write(head())
  const chunk = Buffer.alloc(262_144, ' ')
  let left = 200
  const pump = () => {
    while (left > 0 && !socket.destroyed) {
      left -= 1
      if (!socket.write(chunk)) return
    }
    socket.end()
  }
  socket.on('drain', pump)
  pump()
}

describe('a connection that goes wrong', () => {
  const cases: [name: string, script: Script, kinds: RegistryErrorKind[], requests: [number, number]][] = [
    ['F01 ends before the body does', says(`${head('Content-Length: 100')}{"a":`), ['unreachable'], [3, 3]],
    [
      'F02 is reset in the body',
      (socket) =>
        socket.write(`${head('Content-Length: 100')}{"a":`, () => setTimeout(() => socket.resetAndDestroy(), 10)),
      ['unreachable'],
      [3, 3],
    ],
    [
      'F01 ends before the body does, as it had announced',
      says(`${head('Content-Length: 100', 'Connection: close')}{"a":`),
      ['unreachable'],
      [3, 3],
    ],
    ['F03 ends within JSON of no stated length', says(`${head('Connection: close')}{"a":`), ['invalid-answer'], [1, 1]],
    [
      'F04 ends before the last chunk',
      says(`${head('Transfer-Encoding: chunked')}5\r\n{"a":\r\n`),
      ['unreachable'],
      [3, 3],
    ],
    ['F05 never answers', hangsAfter(''), ['timeout'], [1, 3]],
    ['F06 falls silent after the head', hangsAfter(head('Content-Length: 100')), ['timeout'], [1, 3]],
    ['F07 drips', drips, ['timeout'], [1, 1]],
    // undici tells these from a body that is too short by nothing
    [
      'F08 has a length and chunks',
      says(`${head('Content-Length: 5', 'Transfer-Encoding: chunked')}0\r\n\r\n`),
      ['unreachable'],
      [3, 3],
    ],
    ['F08 has two lengths', says(`${head('Content-Length: 5', 'Content-Length: 6')}12345`), ['unreachable'], [3, 3]],
    ['F08 speaks HTTP 0.9', says('<html>hello</html>'), ['invalid-answer'], [1, 1]],
    ['F08 has a name with a space', says(`${head('Content Length: 5')}12345`), ['invalid-answer'], [1, 1]],
    ['F08 says Continue without end', says('HTTP/1.1 100 Continue\r\n\r\n'.repeat(1_000)), ['invalid-answer'], [1, 3]],
    [
      'F08 changes the protocol',
      says('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
      ['invalid-answer'],
      [1, 1],
    ],
    ['F09 has 70 KiB of head', says(head(`X-Long: ${'x'.repeat(71_680)}`)), ['invalid-answer'], [1, 1]],
    [
      'F09 has ten thousand headers',
      says(head(...Array.from({ length: 10_000 }, (_, count) => `X-${count}: ${count}`))),
      ['invalid-answer'],
      [1, 1],
    ],
    ['F10 announces fifty megabytes', hangsAfter(head('Content-Length: 52428800')), ['too-large'], [1, 1]],
  ]
  it.each(cases)('%s', async (_name, script, kinds, requests) => {
    await expectFailure(await serve(script), { kinds, requests })
  })

  it('F03 by digest is told by the digest, after another try', async () => {
    const server = await serve(says(`${head('Connection: close')}{"a":`))
    await expectFailure(server, { name: digest, kinds: ['digest-mismatch'], requests: [2, 2] })
  })

  it('F10 sends fifty megabytes, of which no more than is of use is taken', async () => {
    const server = await serve(floods)
    const patient = { ...timeouts, headersMs: 5_000, totalMs: 20_000 }
    const error = await failureOf(getManifest(createClient(server.registry, { timeouts: patient }), address))
    expect(error.kind).toBe('too-large')
    await expect.poll(server.openSockets).toBe(0)
    expect(server.sentBytes()).toBeLessThan(32 * 1024 * 1024)
  })
})

describe('F12 a connection that is closed between two requests', () => {
  const keepAlive = head(`Content-Length: ${bytes.length}`) + bytes.toString()

  it('is replaced for a read without a word', async () => {
    const server = await serve((socket, count) => (count === 2 ? socket.destroy() : socket.write(keepAlive)))
    const client = createClient(server.registry, { timeouts })
    for (let count = 0; count < 2; count += 1) expect((await getManifest(client, address)).digest).toBe(digest)
    expect(server.seen).toHaveLength(3)
  })

  it('leads to a look at the tag before it is written again', async () => {
    const stored = head('Content-Length: 0', `Docker-Content-Digest: ${digest}`, 'Connection: close')
    const server = await serve((socket, count) => (count === 1 ? socket.destroy() : socket.end(stored)))
    const client = createClient(server.registry, { timeouts })
    expect(await putManifest(client, { ...address, bytes, mediaType })).toEqual({ digest })
    expect(server.seen).toEqual(['PUT /v2/team/app/manifests/1.0', 'HEAD /v2/team/app/manifests/1.0'])
  })

  it('is no reason to give up a document that arrives the second time', async () => {
    const server = await serve((socket, count) => socket.end(count === 1 ? whole.slice(0, -5) : whole))
    expect((await getManifest(createClient(server.registry, { timeouts }), address)).digest).toBe(digest)
    expect(server.seen).toHaveLength(2)
  })
})
