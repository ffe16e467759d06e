/** Speaks the distribution API to one registry: where to, with which sign-in, how often, how long and how much. */
import 'server-only'
import type { Readable } from 'node:stream'
import { answerError } from './answer-error'
import { type Asker, isInsufficientScope } from './authorization'
import type { CredentialSource } from './credentials'
import { defaultTimeouts, type Incoming, type Method, type Outgoing, type Timeouts } from './egress'
import { RegistryError } from './errors'
import { type Exchange, exchange } from './exchange'
import { abortedError, timeoutError, toRegistryError } from './failure'
import { type HostPolicy, reachOf } from './host-policy'
import { discardBody, headerLines, headerValue, readBeginning, readBody } from './read-body'
import { retry } from './retry'
import type { TokenStore } from './token'

const defaultUserAgent = 'archipelago'
const maxErrorBytes = 65_536
/** A registry may hash gigabytes before it answers an upload. */
const uploadPatience = 8

export interface RegistryRequest {
  method: Method
  /** From `/v2/` on, with its query; already escaped where that is needed. */
  path: string
  /** What the token must allow; empty when only the registry knows. */
  scopes: string[]
  /** Names in lower case. */
  headers?: Record<string, string>
  /** One that is not bytes can be sent only once: neither retried nor sent again after a challenge. */
  body?: Uint8Array | AsyncIterable<Uint8Array>
  /** Of the answer; 64 KiB unless told otherwise. */
  maxBytes?: number
  /** Statuses outside 200–299 that are an answer and no error. */
  accepts?: number[]
  /** Whether to try again after a failure; so for GET and HEAD unless told otherwise. */
  isIdempotent?: boolean
  /** Hand over the body as it comes, without a deadline for the whole; `bytes` then is empty. */
  streams?: boolean
  signal?: AbortSignal | undefined
}

export interface RegistryAnswer {
  status: number
  bytes: Uint8Array
  /** The caller reads or destroys it. */
  stream?: Readable
  /** First value of a header; name in lower case. */
  header(name: string): string | undefined
  /** All values of a header. */
  headerLines(name: string): string[]
}

export interface RegistryClient {
  readonly registry: string
  /** @throws {RegistryError} */
  request(options: RegistryRequest): Promise<RegistryAnswer>
}

export interface RegistryClientOptions {
  registry: string
  policy: HostPolicy
  credentials: CredentialSource
  tokens: TokenStore
  userAgent?: string
  timeouts?: Partial<Timeouts>
}

/** `new URL` folds `%2e%2e`: a path that does not survive would ask for another repository than the one checked. */
function urlOf(registry: string, origin: string, path: string): URL {
  const url = new URL(path, origin)
  if (url.origin === origin && url.pathname + url.search === path) return url
  throw new RegistryError({ kind: 'not-allowed', registry, message: `This is not an address on ${registry}.` })
}

async function failureOf(
  { incoming, authorization }: Exchange,
  registry: string,
  method: Method,
): Promise<RegistryError> {
  const { status, headers } = incoming
  const bytes = await readBeginning(incoming, maxErrorBytes)
  const isSignedIn = authorization?.isSignedIn === true
  const isForbidden = status === 401 && isSignedIn && isInsufficientScope(headerLines(headers, 'www-authenticate'))
  return answerError({
    registry,
    status,
    contentType: headerValue(headers, 'content-type'),
    bytes,
    retryAfter: headerValue(headers, 'retry-after'),
    isSignedIn,
    isWrite: method !== 'GET' && method !== 'HEAD',
    isForbidden,
  })
}

async function answerOf(incoming: Incoming, request: RegistryRequest): Promise<RegistryAnswer> {
  const { status, headers, body } = incoming
  const common = {
    status,
    header: (name: string) => headerValue(headers, name),
    headerLines: (name: string) => headerLines(headers, name),
  }
  // a HEAD's length is that of the body it does not send
  if (request.method === 'HEAD') {
    discardBody(body)
    return { ...common, bytes: new Uint8Array() }
  }
  if (request.streams) return { ...common, bytes: new Uint8Array(), stream: body }
  return { ...common, bytes: await readBody(incoming, request.maxBytes ?? maxErrorBytes) }
}

function signalFor({ signal, streams, body }: RegistryRequest, totalMs: number): AbortSignal {
  const isEndless = streams || (body !== undefined && !(body instanceof Uint8Array))
  if (isEndless) return signal ?? new AbortController().signal
  const deadline = AbortSignal.timeout(totalMs)
  return signal ? AbortSignal.any([signal, deadline]) : deadline
}

function outgoingFor(request: RegistryRequest, asker: Asker): Outgoing {
  const { method, path, headers, body } = request
  const { registry, origin, reach, userAgent, signal } = asker
  const isUpload = body !== undefined && !(body instanceof Uint8Array)
  const headersMs = asker.timeouts.headersMs * (isUpload ? uploadPatience : 1)
  return {
    url: urlOf(registry, origin, path),
    method,
    headers: { accept: 'application/json', ...headers, 'user-agent': userAgent },
    reach,
    timeouts: { ...asker.timeouts, headersMs },
    signal,
    ...(body !== undefined && { body }),
  }
}

async function tryOnce(asker: Asker, request: RegistryRequest): Promise<RegistryAnswer> {
  const { registry, signal } = asker
  try {
    const done = await exchange(asker, { outgoing: outgoingFor(request, asker), scopes: request.scopes })
    const { status } = done.incoming
    const isAnswer = (status >= 200 && status < 300) || request.accepts?.includes(status)
    if (!isAnswer) throw await failureOf(done, registry, request.method)
    return await answerOf(done.incoming, request)
  } catch (error) {
    if (request.signal?.aborted) throw abortedError(registry, error)
    if (signal.aborted) throw timeoutError(registry, error)
    throw toRegistryError(error, registry)
  }
}

/** A client of one registry for one person: `credentials` and `tokens` must be theirs. Throws nothing but RegistryError. */
export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  const { registry, policy, credentials, tokens, userAgent = defaultUserAgent } = options
  const timeouts = { ...defaultTimeouts, ...options.timeouts }
  return {
    registry,
    async request(request) {
      if (request.signal?.aborted) throw abortedError(registry)
      const endpoint = policy.endpoint(registry)
      const credential = await credentials.find(registry)
      const signal = signalFor(request, timeouts.totalMs)
      const { origin } = endpoint
      const reach = reachOf(endpoint)
      const asker: Asker = { registry, origin, reach, policy, tokens, credential, userAgent, timeouts, signal }
      const isIdempotent = request.isIdempotent ?? (request.method === 'GET' || request.method === 'HEAD')
      return isIdempotent ? retry(() => tryOnce(asker, request), signal) : tryOnce(asker, request)
    },
  }
}
