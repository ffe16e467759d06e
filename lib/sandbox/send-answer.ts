import type { ServerResponse } from 'node:http'
import type { RegistryAnswer } from './exchange'
import type { Fault } from './faults'

type Drip = Extract<Fault, { dripBytes: number }>

interface SendOptions {
  response: ServerResponse
  answer: RegistryAnswer
  fault?: Fault
}

function headersOf({ status, headers, body }: RegistryAnswer): NonNullable<RegistryAnswer['headers']> {
  const hasLength = status !== 204 && status !== 304
  return {
    'Docker-Distribution-API-Version': 'registry/2.0',
    ...(hasLength ? { 'Content-Length': String(body?.byteLength ?? 0) } : {}),
    ...headers,
  }
}

const resetDelayMs = 10

/** RST once the client has read the first half: to Node, data and RST in one wake-up look like an orderly end. */
function resetConnection({ socket }: ServerResponse): void {
  setTimeout(() => socket?.resetAndDestroy(), resetDelayMs)
}

/** Sends a part of the body and breaks the connection once it is on its way. */
function sendPart({ response, part, end }: { response: ServerResponse; part: Uint8Array; end: () => void }): void {
  response.flushHeaders()
  if (part.byteLength === 0) end()
  else response.write(part, end)
}

/** Sends the body in pieces; who has left gets no more of them. */
function sendDripping({ response, body, fault }: { response: ServerResponse; body: Uint8Array; fault: Drip }): void {
  const step = Math.max(1, fault.dripBytes)
  let sentBytes = 0
  response.flushHeaders()
  const timer = setInterval(() => {
    response.write(body.subarray(sentBytes, sentBytes + step))
    sentBytes += step
    if (sentBytes < body.byteLength) return
    clearInterval(timer)
    response.end()
  }, fault.everyMs)
  response.on('close', () => clearInterval(timer))
}

/** Writes the answer; for `truncate` and `reset` the connection ends before the body does. */
export function sendAnswer({ response, answer, fault }: SendOptions): void {
  response.writeHead(answer.status, headersOf(answer))
  const body = response.req.method === 'HEAD' ? new Uint8Array() : (answer.body ?? new Uint8Array())
  if (fault !== undefined && 'truncate' in fault) {
    const part = body.subarray(0, Math.min(fault.truncate, Math.max(body.byteLength - 1, 0)))
    sendPart({ response, part, end: () => response.socket?.end() })
  } else if (fault !== undefined && 'reset' in fault) {
    const part = body.subarray(0, body.byteLength >> 1)
    sendPart({ response, part, end: () => resetConnection(response) })
  } else if (fault !== undefined && 'dripBytes' in fault) sendDripping({ response, body, fault })
  else response.end(body)
}
