/** Speaks the distribution API to one registry: where to, with which sign-in, how often, how long and how much. */
import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { askOnce } from './ask-once'
import type { Asker } from './asker'
import { Breakers } from './breakers'
import type { CredentialSource } from './credentials'
import { defaultTimeouts, type Timeouts } from './egress'
import { RegistryError } from './errors'
import { abortedError, hideNetwork, isConnectFailure, timeoutError } from './failure'
import { FeatureMemory } from './feature-memory'
import { type Endpoint, type HostPolicy, mirrorEndpoint, reachOf } from './host-policy'
import { mirrorPath } from './mirror'
import type { NotesObserver } from './notes'
import type { Quirks } from './quirks/quirks'
import { MovedToHttpsError } from './redirect'
import type { RegistryAnswer, RegistryRequest } from './registry-request'
import { RequestQueues } from './request-queues'
import { retry } from './retry'
import type { TokenStore } from './token'

const defaultUserAgent = 'archipelago'

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
  /** Where all clients of one server take turns; the client's own unless given. */
  queues?: RequestQueues
  userAgent?: string
  timeouts?: Partial<Timeouts>
}

/** What stays the same for all requests of a client. */
interface Standing extends Required<Pick<RegistryClientOptions, 'policy' | 'credentials' | 'tokens' | 'breakers'>> {
  registry: string
  userAgent: string
  timeouts: Timeouts
  onNotes: NotesObserver | undefined
  /** Where an address that is written with http has sent us on to, over https. */
  movedTo: Map<string, string>
}

interface Question {
  endpoint: Endpoint
  request: RegistryRequest
  signal: AbortSignal
}

const repositoryOf = (path: string) => /^\/v2\/(.+)\/(?:manifests|blobs|tags|referrers)\//.exec(path)?.[1]

/** A refusal that comes at once would tell as much as other words. */
const leastRefusalMs = 300

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

const isReading = ({ method }: RegistryRequest) => method === 'GET' || method === 'HEAD'

function refuseWrite(registry: string): never {
  const message = `${registry} is set to be read only here, so nothing is written. Whoever runs this site can change that.`
  throw new RegistryError({ kind: 'denied', registry, message, retryable: false })
}

function throwAs(error: unknown, request: RegistryRequest): never {
  const isOfRepository = isReading(request) && repositoryOf(request.path) !== undefined
  throw error instanceof RegistryError && isOfRepository ? error.ofReading() : error
}

/** `place` is what sign-ins are found by: the registry, or a mirror's host. */
async function askerFor(standing: Standing, place: string, { endpoint, request, signal }: Question): Promise<Asker> {
  const { policy, credentials, tokens, breakers, userAgent, timeouts } = standing
  const credential = await credentials.find(place, repositoryOf(request.path))
  const where = { registry: place, origin: endpoint.origin, reach: reachOf(endpoint), endpoint, policy }
  return { ...where, tokens, breakers, credential, userAgent, timeouts, signal }
}

function movedEndpoint({ movedTo }: Pick<Standing, 'movedTo'>, endpoint: Endpoint): Endpoint {
  return { ...endpoint, origin: movedTo.get(endpoint.origin) ?? endpoint.origin }
}

/** Once more where an address that is written with http sends us on to https; from then on there at once. */
async function askWhereItIs(
  standing: Standing,
  endpoint: Endpoint,
  askAt: (endpoint: Endpoint) => Promise<RegistryAnswer>,
): Promise<RegistryAnswer> {
  try {
    return await askAt(movedEndpoint(standing, endpoint))
  } catch (error) {
    if (!(error instanceof MovedToHttpsError)) throw error
    standing.movedTo.set(endpoint.origin, error.origin)
    return askAt(movedEndpoint(standing, endpoint))
  }
}

/** What the first mirror has that has it at all; none may take more than a third of the time. */
async function askMirrors(
  standing: Standing,
  { endpoint, request, signal }: Question,
): Promise<RegistryAnswer | undefined> {
  const { registry, policy, timeouts } = standing
  const { mirrors = [], readOnly: isReadOnly = false } = endpoint.settings ?? {}
  const { accepts: _accepts, ...rest } = request
  for (const origin of mirrors) {
    const place = new URL(origin).host
    const path = mirrorPath(request, { registry, place, isReadOnly })
    if (path === undefined) return undefined
    const deadline = AbortSignal.timeout(Math.ceil(timeouts.totalMs / 3))
    const patience = request.streams ? signal : AbortSignal.any([signal, deadline])
    const askAt = async (at: Endpoint) =>
      askOnce(await askerFor(standing, place, { endpoint: at, request, signal: patience }), { ...rest, path })
    try {
      return await askWhereItIs(standing, mirrorEndpoint(policy, origin), askAt)
    } catch (error) {
      if (signal.aborted) throw error
    }
  }
  return undefined
}

async function askRegistry(standing: Standing, question: Question): Promise<RegistryAnswer> {
  const { endpoint, request, signal } = question
  const asker = await askerFor(standing, standing.registry, question)
  const once = () =>
    askOnce(asker, request, standing.onNotes).catch((error: unknown) => {
      // tried again, a closed port would take longer than a forbidden one
      if (isStranger(endpoint) && error instanceof RegistryError && isConnectFailure(error))
        throw hideNetwork(error, endpoint)
      throw error
    })
  return (request.isIdempotent ?? isReading(request)) ? retry(once, signal) : once()
}

async function ask(standing: Standing, question: Question): Promise<RegistryAnswer> {
  const mirrored = isReading(question.request) ? await askMirrors(standing, question) : undefined
  return (
    mirrored ??
    askWhereItIs(standing, question.endpoint, (endpoint) => askRegistry(standing, { ...question, endpoint }))
  )
}

const isStranger = ({ isGuarded, isListed }: Endpoint) => isGuarded === true && !isListed

/** As `ask`; where strangers ask, failures show nothing of our network. */
async function askDiscreetly(standing: Standing, question: Question): Promise<RegistryAnswer> {
  const { endpoint } = question
  if (!endpoint.isGuarded) return ask(standing, question)
  const patience = isStranger(endpoint) ? sleep(leastRefusalMs, undefined, { ref: false }) : undefined
  try {
    return await ask(standing, question)
  } catch (error) {
    await patience
    throw error instanceof RegistryError ? hideNetwork(error, endpoint) : error
  }
}

/** A client of one registry for one person: `credentials` and `tokens` must be theirs. Throws nothing but RegistryError. */
export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  const { registry, policy, onNotes, userAgent = defaultUserAgent, breakers = new Breakers() } = options
  const { credentials, tokens, queues = new RequestQueues() } = options
  const timeouts = { ...defaultTimeouts, ...options.timeouts }
  const movedTo = new Map<string, string>()
  const standing: Standing = { registry, policy, credentials, tokens, breakers, userAgent, timeouts, onNotes, movedTo }
  return {
    registry,
    features: new FeatureMemory(),
    get host() {
      const endpoint = endpointOf(policy, registry)
      return endpoint === undefined ? registry : new URL(movedEndpoint(standing, endpoint).origin).host
    },
    get quirks() {
      return endpointOf(policy, registry)?.quirks
    },
    async request(request) {
      if (request.signal?.aborted) throw abortedError(registry)
      const endpoint = policy.endpoint(registry)
      const { readOnly, concurrency } = endpoint.settings ?? {}
      if (readOnly && !isReading(request)) refuseWrite(registry)
      // waiting counts: the deadline is that of who asks
      const signal = signalFor(request, timeouts.totalMs)
      const turn = { registry, host: new URL(endpoint.origin).host, concurrency, signal }
      try {
        return await queues.run(turn, () =>
          askDiscreetly(standing, { endpoint, request, signal }).catch((error: unknown) => throwAs(error, request)),
        )
      } catch (error) {
        if (error instanceof RegistryError) throw error
        throw request.signal?.aborted ? abortedError(registry, error) : timeoutError(registry, error)
      }
    },
  }
}
