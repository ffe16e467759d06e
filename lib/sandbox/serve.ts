import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { authorize, type SandboxAuth } from './authentication'
import { SandboxError } from './errors'
import type { RegistryAnswer, RegistryPolicy, RegistryRequest } from './exchange'
import { applyFault, type Fault, type Faults } from './faults'
import { readBody } from './read-body'
import { findRoute } from './routes'
import { sendAnswer } from './send-answer'
import type { SandboxStore } from './store'
import { answerTokenRequest } from './token-endpoint'
import type { TokenIssuer } from './tokens'

/** One request as it came; `path` with its query, `status` 0 until it is answered. */
export interface LoggedRequest {
  method: string
  path: string
  status: number
  headers: IncomingHttpHeaders
}

export interface SandboxService {
  store: SandboxStore
  policy: RegistryPolicy
  faults: Faults
  requests: LoggedRequest[]
  access?: { auth: SandboxAuth; tokens: TokenIssuer }
  /** Ends the waiting of late answers. */
  closed: AbortSignal
}

const maxLoggedRequests = 1000

function logRequest(log: LoggedRequest[], { method = 'GET', url = '/', headers }: IncomingMessage): LoggedRequest {
  const entry = { method, path: url, status: 0, headers }
  log.push(entry)
  if (log.length > maxLoggedRequests) log.shift()
  return entry
}

function readRequest(message: IncomingMessage): RegistryRequest {
  const { method = 'GET', url = '/', headers } = message
  const [path = '', ...query] = url.split('?')
  return {
    method,
    path,
    headers,
    query: new URLSearchParams(query.join('?')),
    readBody: (maxBytes) => readBody(message, maxBytes),
  }
}

async function dispatch(service: SandboxService, request: RegistryRequest): Promise<RegistryAnswer> {
  const { store, policy, access } = service
  if (access?.auth.kind === 'bearer' && request.path === '/token') return answerTokenRequest({ request, ...access })
  const { endpoint, repository, reference } = findRoute(request.method, request.path)
  if (access) authorize({ ...access, request, route: { endpoint, repository, reference } })
  return endpoint({ request, store, policy, repository, reference })
}

async function answer(service: SandboxService, message: IncomingMessage): Promise<RegistryAnswer> {
  try {
    return await dispatch(service, readRequest(message))
  } catch (error) {
    if (error instanceof SandboxError) return error.toAnswer()
    return new SandboxError('UNKNOWN', { message: error instanceof Error ? error.message : String(error) }).toAnswer()
  }
}

async function answerWithFault(options: {
  service: SandboxService
  message: IncomingMessage
  fault: Fault | undefined
}): Promise<RegistryAnswer> {
  const { service, message, fault } = options
  if (fault !== undefined && 'delayMs' in fault) await wait(fault.delayMs, undefined, { signal: service.closed })
  if (fault !== undefined && 'status' in fault) {
    const { status, headers = {}, body = '' } = fault
    return { status, headers, body: Buffer.from(body) }
  }
  return applyFault(await answer(service, message), fault)
}

/** Answers one request; every way out is an answer, a broken connection or, for `hang`, nothing. */
export async function serve(
  service: SandboxService,
  { message, response }: { message: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const entry = logRequest(service.requests, message)
  const fault = service.faults.take(entry.method, entry.path)
  if (fault !== undefined && 'hang' in fault) return
  if (fault !== undefined && 'raw' in fault) {
    response.socket?.end(fault.raw)
    return
  }
  try {
    const result = await answerWithFault({ service, message, fault })
    entry.status = result.status
    sendAnswer({ response, answer: result, ...(fault === undefined ? {} : { fault }) })
  } catch {
    response.destroy()
  }
}
