import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { gunzip as gunzipWithCallback } from 'node:zlib'
import { yieldTurn } from '@/lib/oci/yield-turn'
import type { Incoming } from './egress'

const largeBytes = 1_048_576

const gunzip = promisify(gunzipWithCallback)

export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError'
  constructor(readonly maxBytes: number) {
    super(`The answer is larger than ${maxBytes} bytes.`)
  }
}

export class BodyCodingError extends Error {
  override readonly name = 'BodyCodingError'
}

export function headerValue(headers: Incoming['headers'], name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value[0] : value
}

export function headerLines(headers: Incoming['headers'], name: string): string[] {
  const value = headers[name]
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}

/** Lets go of an answer that nobody reads. Short ones are read to the end, so that the connection can serve again. */
export function discardBody(body: Readable): void {
  body.on('error', () => {})
  let seenBytes = 0
  body.on('data', (chunk: Uint8Array) => {
    seenBytes += chunk.byteLength
    if (seenBytes > 65_536) body.destroy()
  })
}

/** Does the work when it is its turn. */
type InTurn = <T>(work: () => Promise<T>) => Promise<T>

async function readRaw(body: Readable, maxBytes: number, inTurn: InTurn): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let seenBytes = 0
  const source = (body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]()
  const hasEnded = async (untilBytes: number) => {
    while (seenBytes <= untilBytes) {
      const { done, value } = await source.next()
      if (done) return true
      seenBytes += value.byteLength
      if (seenBytes > maxBytes) throw new BodyTooLargeError(maxBytes)
      chunks.push(value)
    }
    return false
  }
  const join = () => Buffer.concat(chunks, seenBytes)
  const readOn = async () => {
    await hasEnded(Number.POSITIVE_INFINITY)
    // several large ones may end at the same moment
    await yieldTurn()
    return join()
  }
  try {
    return (await hasEnded(largeBytes)) ? join() : await inTurn(readOn)
  } catch (error) {
    body.on('error', () => {}).destroy()
    throw error
  }
}

/** Whether a Content-Encoding says that the body is not the document itself. */
export const isPacked = (coding: string | undefined) => !['', 'identity'].includes(coding?.trim().toLowerCase() ?? '')

/**
 * The whole body, at most `maxBytes`, after undoing a gzip we did not ask for. What goes beyond a mebibyte is read `inTurn`.
 * @throws {BodyTooLargeError} @throws {BodyCodingError} for any other coding @throws what the connection throws
 */
export async function readBody(
  { headers, body }: Incoming,
  maxBytes: number,
  inTurn: InTurn = (work) => work(),
): Promise<Uint8Array> {
  const coding = headerValue(headers, 'content-encoding')
  if (Number(headerValue(headers, 'content-length')) > maxBytes) {
    body.on('error', () => {}).destroy()
    throw new BodyTooLargeError(maxBytes)
  }
  const raw = await readRaw(body, maxBytes, inTurn)
  if (!isPacked(coding) || raw.length === 0) return raw
  if (!/^\s*(?:x-)?gzip\s*$/i.test(coding ?? '')) throw new BodyCodingError('unknown content coding')
  try {
    return await gunzip(raw, { maxOutputLength: maxBytes })
  } catch (error) {
    const isTooLarge = error instanceof RangeError
    throw isTooLarge ? new BodyTooLargeError(maxBytes) : new BodyCodingError('broken gzip', { cause: error })
  }
}

/** The first `maxBytes` of a body, for messages; never throws. */
export async function readBeginning({ body }: Incoming, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let seenBytes = 0
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      chunks.push(chunk)
      seenBytes += chunk.byteLength
      if (seenBytes >= maxBytes) break
    }
  } catch {
    // a message that breaks off is still a message
  }
  return Buffer.concat(chunks).subarray(0, maxBytes)
}
