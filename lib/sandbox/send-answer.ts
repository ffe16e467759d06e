import type { ServerResponse } from 'node:http'
import type { RegistryAnswer } from './exchange'
import type { Fault } from './faults'

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
  } else response.end(body)
}
