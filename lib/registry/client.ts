/** Speaks the distribution API to one registry: where to, with which sign-in, how often, how long and how much. */
import 'server-only'
import type { Readable } from 'node:stream'
import pLimit, { type LimitFunction } from 'p-limit'
import { answerError } from './answer-error'
import type { Asker } from './asker'
import { isInsufficientScope } from './authorization'
import { Breakers } from './breakers'
import type { CredentialSource } from './credentials'
import { defaultTimeouts, type Incoming, type Method, type Outgoing, type Timeouts } from './egress'
import { RegistryError } from './errors'
import { type Exchange, exchange } from './exchange'
import { abortedError, timeoutError, toRegistryError } from './failure'
import { FeatureMemory } from './feature-memory'
import { type Endpoint, type HostPolicy, mirrorEndpoint, reachOf } from './host-policy'
import { mirrorPath } from './mirror'
import type { NotesObserver } from './notes'
import type { Quirks } from './quirks/quirks'
import { parseRateLimit } from './rate-limit'
import { discardBody, headerLines, headerValue, readBeginning, readBody } from './read-body'
import { retry } from './retry'
import type { TokenStore } from './token'
import { parseWarnings } from './warning-header'

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
  /** A tag may be read from a mirror, which perhaps lags behind; content by digest always may. */
  mayBeStale?: boolean
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
  /** Where it is spoken to: `host[:port]`. */
  readonly host: string
  readonly quirks?: Quirks | undefined
  /** What the registry has been found to be able to do, for this client's principal. */
  readonly features: FeatureMemory
  /** @throws {RegistryError} */
  request(options: RegistryRequest): Promise<RegistryAnswer>
}

export interface RegistryClientOptions {
  registry: string
  policy: HostPolicy
  credentials: CredentialSource
  tokens: TokenStore
  /** Hears of rate limits, warnings, refused sign-ins and hosts left alone. */
  onNotes?: NotesObserver
  /** The client's own unless given. */
  breakers?: Breakers
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
  const isSignedIn = authorization?.isSignedIn === true || authorization?.signInRefused === true
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

interface Place {
  /** As sign-ins are found for it: the registry, or a mirror's host. */
  place: string
  request: RegistryRequest
  signal: AbortSignal
}

const repositoryOf = (path: string) => /^\/v2\/(.+)\/(?:manifests|blobs|tags|referrers)\//.exec(path)?.[1]

/** For questions about a registry; requests to one that may not be used throw. */
function endpointOf(policy: HostPolicy, registry: string): Endpoint | undefined {
  try {
    return policy.endpoint(registry)
  } catch {
    return undefined
  }
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

async function tryOnce(asker: Asker, request: RegistryRequest, onNotes?: NotesObserver): Promise<RegistryAnswer> {
  const { registry, signal } = asker
  try {
    const done = await exchange(asker, { outgoing: outgoingFor(request, asker), scopes: request.scopes })
    if (onNotes) noteAnswer(asker, done, onNotes)
    const { status } = done.incoming
    const isAnswer = (status >= 200 && status < 300) || request.accepts?.includes(status)
    if (!isAnswer) throw await failureOf(done, registry, request.method)
    return await answerOf(done.incoming, request)
  } catch (error) {
    const restsUntilMs = asker.breakers.restsUntilMs(asker.origin)
    if (restsUntilMs > 0) onNotes?.({ registry, restsUntilMs })
    if (request.signal?.aborted) throw abortedError(registry, error)
    if (signal.aborted) throw timeoutError(registry, error)
    throw toRegistryError(error, registry)
  }
}

function noteAnswer({ registry, credential }: Asker, done: Exchange, onNotes: NotesObserver): void {
  const { headers } = done.incoming
  const rateLimit = parseRateLimit((name) => headerValue(headers, name))
  const warnings = parseWarnings(headerLines(headers, 'warning'))
  const signInRefused = done.signInRefused === true || done.authorization?.signInRefused === true
  const isTold = signInRefused || done.authorization?.isSignedIn === true
  onNotes({
    registry,
    restsUntilMs: 0,
    ...(rateLimit && { rateLimit }),
    ...(warnings.length > 0 && { warnings }),
    ...(credential && isTold && { signInRefused }),
  })
}

const isReading = ({ method }: RegistryRequest) => method === 'GET' || method === 'HEAD'

function refuseWrite(registry: string): never {
  const message = `${registry} is set to be read only here, so nothing is written. Whoever runs this site can change that.`
  throw new RegistryError({ kind: 'denied', registry, message, retryable: false })
}

/** A client of one registry for one person: `credentials` and `tokens` must be theirs. Throws nothing but RegistryError. */
export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  const { registry, policy, credentials, tokens, onNotes, userAgent = defaultUserAgent } = options
  const timeouts = { ...defaultTimeouts, ...options.timeouts }
  const breakers = options.breakers ?? new Breakers()
  let limit: LimitFunction | undefined

  async function askerOf(endpoint: Endpoint, { place, request, signal }: Place): Promise<Asker> {
    const credential = await credentials.find(place, repositoryOf(request.path))
    const { origin } = endpoint
    const where = { registry: place, origin, reach: reachOf(endpoint), endpoint, policy }
    return { ...where, tokens, breakers, credential, userAgent, timeouts, signal }
  }

  /** What the first mirror has that has it at all; none may take more than a third of the time. */
  async function askMirrors(endpoint: Endpoint, request: RegistryRequest, signal: AbortSignal) {
    for (const origin of endpoint.settings?.mirrors ?? []) {
      const place = new URL(origin).host
      const path = mirrorPath(request, { registry, place, isReadOnly: endpoint.settings?.readOnly === true })
      if (path === undefined) continue
      const own = AbortSignal.any([signal, AbortSignal.timeout(timeouts.totalMs / 3)])
      const { accepts: _accepts, ...rest } = request
      const asker = await askerOf(mirrorEndpoint(policy, origin), { place, request, signal: own })
      try {
        return await tryOnce(asker, { ...rest, path })
      } catch (error) {
        if (signal.aborted) throw error
      }
    }
    return undefined
  }

  async function ask(endpoint: Endpoint, request: RegistryRequest): Promise<RegistryAnswer> {
    const signal = signalFor(request, timeouts.totalMs)
    const mirrored = isReading(request) ? await askMirrors(endpoint, request, signal) : undefined
    if (mirrored) return mirrored
    const asker = await askerOf(endpoint, { place: registry, request, signal })
    const isIdempotent = request.isIdempotent ?? isReading(request)
    const once = () => tryOnce(asker, request, onNotes)
    return isIdempotent ? retry(once, signal) : once()
  }

  return {
    registry,
    features: new FeatureMemory(),
    get host() {
      const { origin } = endpointOf(policy, registry) ?? {}
      return origin === undefined ? registry : new URL(origin).host
    },
    get quirks() {
      return endpointOf(policy, registry)?.quirks
    },
    async request(request) {
      if (request.signal?.aborted) throw abortedError(registry)
      const endpoint = policy.endpoint(registry)
      const { readOnly, concurrency } = endpoint.settings ?? {}
      if (readOnly && !isReading(request)) refuseWrite(registry)
      if (concurrency === undefined) return ask(endpoint, request)
      limit ??= pLimit(concurrency)
      return limit(() => ask(endpoint, request))
    },
  }
}
