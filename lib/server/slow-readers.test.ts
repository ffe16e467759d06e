import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { cutSlowReaders } from './slow-readers'

const limits = { graceMs: 1_000, bytesPerSecond: 1_000_000, checkMs: 5 }
/** More than the system takes off our hands for a reader who does not read. */
const answerBytes = 32 * 1024 * 1024

let nowMs: number
let answer: (response: ServerResponse) => void
let closeServer: () => Promise<unknown>
let reader: Socket
let connection: Socket

beforeEach(async () => {
  nowMs = 0
  const server = createServer((_request: IncomingMessage, response) => answer(response))
  cutSlowReaders(server, { limits, now: () => nowMs })
  server.on('connection', (socket) => {
    connection = socket
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  reader = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => {})
  closeServer = () => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  }
})
afterEach(async () => {
  reader.destroy()
  await closeServer()
})

const ask = () => reader.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
const whole = (response: ServerResponse) => response.end(Buffer.alloc(answerBytes))
/** Several rounds of checks. */
const checks = () => new Promise((resolve) => setTimeout(resolve, 10 * limits.checkMs))
/** One byte, as somebody takes who wants to hold a place for ever. */
const takeOne = () => reader.read(1)

describe('a reader', () => {
  it('who takes a byte now and then is cut when the time for all of it is over', async () => {
    answer = whole
    ask()
    await vi.waitFor(() => expect(connection?.writableLength).toBeGreaterThan(0))
    await checks()
    const allowedMs = limits.graceMs + (answerBytes / limits.bytesPerSecond) * 1000
    for (let step = 0; step < 10; step += 1) {
      nowMs += allowedMs / 11
      takeOne()
      await checks()
      expect(connection.destroyed).toBe(false)
    }
    nowMs += allowedMs / 5
    await vi.waitFor(() => expect(connection.destroyed).toBe(true))
  })

  it('who reads on gets everything', async () => {
    answer = whole
    let bytes = 0
    reader.on('data', (chunk) => {
      bytes += chunk.length
      nowMs += 10
    })
    ask()
    await vi.waitFor(() => expect(bytes).toBeGreaterThan(answerBytes))
    expect(connection.destroyed).toBe(false)
  })

  it('who has read all there is waits for the next line as long as it takes', async () => {
    let response: ServerResponse | undefined
    answer = (stream) => {
      response = stream
      stream.write('{"event":"progress"}\n')
    }
    let text = ''
    reader.on('data', (chunk) => {
      text += chunk
    })
    ask()
    await vi.waitFor(() => expect(text).toContain('progress'))
    for (let step = 0; step < 3; step += 1) {
      nowMs += 3_600_000
      await checks()
    }
    response?.end('{"event":"done"}\n')
    await vi.waitFor(() => expect(text).toContain('done'))
  })

  it('is not held to what an earlier answer took', async () => {
    answer = whole
    let bytes = 0
    const count = (chunk: Buffer) => {
      bytes += chunk.length
    }
    ask()
    await vi.waitFor(() => expect(connection?.writableLength).toBeGreaterThan(0))
    await checks()
    reader.on('data', count)
    await vi.waitFor(() => expect(bytes).toBeGreaterThan(answerBytes))
    await checks()
    nowMs += 3_600_000
    reader.off('data', count).pause()
    ask()
    await vi.waitFor(() => expect(connection.writableLength).toBeGreaterThan(0))
    await checks()
    expect(connection.destroyed).toBe(false)
  })
})
