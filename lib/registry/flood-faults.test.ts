/** Fifty megabytes in place of an answer: no more is taken than is of use, and memory stays flat. */
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { getBlob } from './blobs'
import type { RegistryClient } from './client'
import {
  bytes,
  digest,
  list,
  manifestUrl,
  mediaType,
  readDigest,
  readTag,
  repository,
  write,
} from './fault-acts.fixture'
import { type Act, clientOf, expectNoSecret, failureOf, secrets, serveRaw } from './fault-harness.fixture'
import { ping } from './ping'
import type { Script } from './raw-server.fixture'
import { listReferrers } from './referrers'

const mebibyte = 1_048_576
const floodBytes = 50 * mebibyte
const chunk = Buffer.alloc(mebibyte / 4, ' ')
const incompressible = gzipSync(Buffer.alloc(floodBytes, 'x'), { level: 0 })
const bomb = gzipSync(Buffer.alloc(floodBytes, 'x'))
const timeouts = { connectMs: 1_000, headersMs: 5_000, totalMs: 30_000 }

const head = (status: number, ...lines: string[]) =>
  [`HTTP/1.1 ${status} X`, `Content-Type: ${mediaType}`, ...lines, '', ''].join('\r\n')

/** As fast as it is taken; all of one chunk, so that the server itself needs no memory. */
function pour(start: string, piece: (position: number) => Uint8Array): Script {
  return (socket) => {
    let position = 0
    const pump = () => {
      while (position < floodBytes && !socket.destroyed) {
        const next = piece(position)
        position += next.byteLength || floodBytes
        if (!socket.write(next)) return
      }
      socket.end()
    }
    socket.write(start)
    socket.on('drain', pump)
    pump()
  }
}
const flood = (status: number, ...lines: string[]) => pour(head(status, ...lines), () => chunk)
const zipped = (text: Buffer) =>
  pour(head(200, 'Content-Encoding: gzip'), (position) => text.subarray(position, position + chunk.byteLength))

/** What buffers take at most while this goes on, above what they took before. */
async function peakOf<T>(work: () => Promise<T>): Promise<{ result: T; peakBytes: number }> {
  const before = process.memoryUsage().arrayBuffers
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().arrayBuffers)
  }, 1)
  const result = await work().finally(() => clearInterval(watch))
  return { result, peakBytes: most - before }
}

const blob: Act = (client) => getBlob(client, { repository, digest, maxBytes: mebibyte })
const referrers: Act = (client: RegistryClient) => listReferrers(client, { repository, digest })
const announced = `Content-Length: ${floodBytes}`

interface Flood {
  fault: string
  act: Act
  script: Script
  kind: string
  /** That are read of it. */
  maxBytes: number
  words?: string
  requests?: number
}

const tooLarge = { kind: 'too-large', maxBytes: 8 * mebibyte, words: 'larger than 8 MiB' }
const floods: Flood[] = [
  { fault: 'F10 a document', act: readTag, script: flood(200), ...tooLarge },
  { fault: 'F10 a document that announces it', act: readTag, script: flood(200, announced), ...tooLarge, maxBytes: 0 },
  { fault: 'F10 a document by digest', act: readDigest, script: flood(200), ...tooLarge },
  { fault: 'F10 a document, zipped', act: readTag, script: zipped(incompressible), ...tooLarge },
  { fault: 'F10 a document, zipped to a hundredth', act: readTag, script: zipped(bomb), ...tooLarge },
  { fault: 'F10 a blob', act: blob, script: flood(200), kind: 'too-large', maxBytes: mebibyte, words: '1 MiB' },
  { fault: 'F10 a list', act: list, script: flood(200), kind: 'too-large', maxBytes: 16 * mebibyte, words: '16 MiB' },
  { fault: 'F10 referrers', act: referrers, script: flood(200), kind: 'too-large', maxBytes: 16 * mebibyte },
  { fault: 'F10 a ping', act: ping, script: flood(200), kind: 'too-large', maxBytes: 65_536, words: '64 KiB' },
  { fault: 'F10 an error', act: readTag, script: flood(404), kind: 'not-found', maxBytes: 65_536 },
  {
    fault: 'F10 an error that announces it',
    act: readTag,
    script: flood(404, announced),
    kind: 'not-found',
    maxBytes: 65_536,
  },
  {
    fault: 'F10 an error, thrice',
    act: readTag,
    script: flood(503),
    kind: 'unavailable',
    maxBytes: 3 * 65_536,
    requests: 3,
  },
  { fault: 'F10 a refusal', act: readTag, script: flood(401), kind: 'unauthorized', maxBytes: 2 * 65_536, requests: 2 },
  {
    fault: 'F10 a redirect',
    act: readTag,
    script: flood(307, `Location: ${manifestUrl}`),
    kind: 'invalid-answer',
    maxBytes: 6 * 65_536,
    requests: 6,
  },
  { fault: 'F10 the answer to a write', act: write, script: flood(201), kind: 'too-large', maxBytes: 65_536 },
]

describe('fifty megabytes in place of', () => {
  it.each(floods)('$fault', { timeout: 30_000 }, async ({ act, script, kind, maxBytes, words = '', requests = 1 }) => {
    const server = await serveRaw(script)
    const { client, notes } = clientOf(server.registry, { timeouts })
    const { result: failure, peakBytes } = await peakOf(() => failureOf(act(client)))
    expect(failure).toMatchObject({ kind, registry: server.registry })
    expect(failure.message).toContain(words)
    expect(server.seen).toHaveLength(requests)
    expectNoSecret(failure, notes)
    await expect.poll(server.openSockets).toBe(0)
    // what was read, once more where it is put together, and what was on its way
    expect(peakBytes).toBeLessThan(2 * maxBytes + 4 * mebibyte)
    // the system takes some megabytes of each connection, whether they are read or not
    expect(server.sentBytes()).toBeLessThan(maxBytes + requests * 16 * mebibyte)
  })

  it('F10 a challenge that is answered', async () => {
    const server = await serveRaw((socket, count) => {
      if (count === 1) return flood(401, 'WWW-Authenticate: Basic realm="r"')(socket, count)
      socket.end(head(200, `Content-Length: ${bytes.length}`, 'Connection: close') + bytes)
    })
    const { client, notes } = clientOf(server.registry, { timeouts })
    const { result, peakBytes } = await peakOf(() => readTag(client))
    expect(result).toBe(digest)
    expect(server.seen).toHaveLength(2)
    expectNoSecret(notes)
    await expect.poll(server.openSockets).toBe(0)
    expect(peakBytes).toBeLessThan(4 * mebibyte)
    expect(server.sentBytes()).toBeLessThan(16 * mebibyte)
  })

  it('F10 a challenge that cannot be answered', async () => {
    const server = await serveRaw(flood(401, `WWW-Authenticate: Bearer realm="ftp://127.0.0.1/?key=${secrets.query}"`))
    const { client, notes } = clientOf(server.registry, { timeouts })
    const failure = await failureOf(readTag(client))
    expect(failure).toMatchObject({ kind: 'not-allowed', registry: server.registry })
    expect(server.seen).toHaveLength(1)
    expectNoSecret(failure, notes)
    await expect.poll(server.openSockets).toBe(0)
    expect(server.sentBytes()).toBeLessThan(16 * mebibyte)
  })

  it('F10 a token', async () => {
    const challenge = (registry: string) =>
      head(401, 'Content-Length: 0', `WWW-Authenticate: Bearer realm="http://${registry}/token?key=${secrets.query}"`)
    const server = await serveRaw((socket, count) => {
      if (server.seen[count - 1]?.startsWith('GET /token')) return flood(200)(socket, count)
      socket.end(challenge(server.registry))
    })
    const { client, notes } = clientOf(server.registry, { timeouts })
    const { result: failure, peakBytes } = await peakOf(() => failureOf(write(client)))
    expect(failure).toMatchObject({ kind: 'too-large', registry: server.registry })
    expect(server.seen).toHaveLength(2)
    expectNoSecret(failure, notes)
    await expect.poll(server.openSockets).toBe(0)
    expect(peakBytes).toBeLessThan(8 * mebibyte)
    expect(server.sentBytes()).toBeLessThan(16 * mebibyte)
  })

  it('is no harm where the document itself is small, zipped and cut', async () => {
    const short = gzipSync(bytes).subarray(0, -8)
    const server = await serveRaw((socket) => {
      socket.write(head(200, 'Content-Encoding: gzip', 'Connection: close'))
      socket.end(short)
    })
    const { client, notes } = clientOf(server.registry, { timeouts })
    const failure = await failureOf(readTag(client))
    expect(failure).toMatchObject({ kind: 'invalid-answer', registry: server.registry })
    expect(server.seen).toHaveLength(1)
    expectNoSecret(failure, notes)
    await expect.poll(server.openSockets).toBe(0)
  })
})
