import { answerError } from './answer-error'
import type { Asker } from './asker'
import { foreignScheme, isInsufficientScope } from './authorization'
import type { Incoming, Method, Outgoing } from './egress'
import { RegistryError } from './errors'
import { type Exchange, exchange } from './exchange'
import { abortedError, timeoutError, toRegistryError } from './failure'
import { hideSent, hideSentBytes } from './hide-sent'
import type { NotesObserver } from './notes'
import { registryUrl } from './path'
import { parseRateLimit } from './rate-limit'
import { discardBody, headerLines, headerValue, readBeginning, readBody } from './read-body'
import { MovedToHttpsError } from './redirect'
import type { RegistryAnswer, RegistryRequest } from './registry-request'
import { readRequestId } from './request-id'
import { RequestQueues } from './request-queues'
import { sentCredential } from './token-request'
import { parseWarnings } from './warning-header'

const maxErrorBytes = 65_536
/** A registry may hash gigabytes before it answers an upload. */
const uploadPatience = 8

/** What this registry and its token server have been sent; the one may repeat what only the other has seen. */
const sentTo = ({ credential }: Asker, { authorization }: Exchange) => [
  authorization?.header,
  sentCredential(credential),
]

async function failureOf(asker: Asker, done: Exchange, method: Method): Promise<RegistryError> {
  const { registry } = asker
  const { incoming, authorization } = done
  const { status, headers } = incoming
  const bytes = hideSentBytes(await readBeginning(incoming, maxErrorBytes), ...sentTo(asker, done))
  const foreign = status === 401 ? foreignScheme(headerLines(headers, 'www-authenticate')) : undefined
  if (foreign !== undefined) {
    const message = `${registry} wants to be signed in to by ${foreign}, which is not known here. Ask whoever runs it for a way by password or token.`
    return new RegistryError({ kind: 'unauthorized', registry, status, message })
  }
  const requestId = readRequestId((name) => headerValue(headers, name))
  const isSignedIn = authorization?.isSignedIn === true || authorization?.signInRefused === true
  const isForbidden = status === 401 && isSignedIn && isInsufficientScope(headerLines(headers, 'www-authenticate'))
  return answerError({
    registry,
    status,
    contentType: headerValue(headers, 'content-type'),
    bytes,
    retryAfter: headerValue(headers, 'retry-after'),
    requestId: requestId && hideSent(requestId, ...sentTo(asker, done)),
    isSignedIn,
    isWrite: method !== 'GET' && method !== 'HEAD',
    isForbidden,
  })
}

const maxLargeBodies = 4
/** Thirty-two answers at a time of eight mebibytes each would be too much to keep for one host. */
export const largeBodies = new RequestQueues()

async function answerOf(asker: Asker, incoming: Incoming, request: RegistryRequest): Promise<RegistryAnswer> {
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
  const { registry, origin, signal } = asker
  const inTurn = <T>(work: () => Promise<T>) =>
    largeBodies.run({ registry, host: origin, concurrency: maxLargeBodies, signal }, work)
  if (request.streams) return { ...common, bytes: new Uint8Array(), stream: body }
  return { ...common, bytes: await readBody(incoming, request.maxBytes ?? maxErrorBytes, inTurn) }
}

function outgoingFor(request: RegistryRequest, asker: Asker): Outgoing {
  const { method, path, headers, body } = request
  const { reach, userAgent, signal } = asker
  const isUpload = body !== undefined && !(body instanceof Uint8Array)
  const headersMs = asker.timeouts.headersMs * (isUpload ? uploadPatience : 1)
  return {
    url: registryUrl(asker, path),
    method,
    headers: { accept: 'application/json', ...headers, 'user-agent': userAgent },
    reach,
    timeouts: { ...asker.timeouts, headersMs },
    signal,
    ...(body !== undefined && { body }),
  }
}

/** One try of a request, signed in as it must be; what comes back is an answer that the caller wanted. @throws {RegistryError} {MovedToHttpsError} */
export async function askOnce(
  asker: Asker,
  request: RegistryRequest,
  onNotes?: NotesObserver,
): Promise<RegistryAnswer> {
  const { registry, signal } = asker
  try {
    const done = await exchange(asker, { outgoing: outgoingFor(request, asker), scopes: request.scopes })
    if (onNotes) noteAnswer(asker, done, onNotes)
    const { status } = done.incoming
    const isAnswer = (status >= 200 && status < 300) || request.accepts?.includes(status)
    if (!isAnswer) throw await failureOf(asker, done, request.method)
    return await answerOf(asker, done.incoming, request)
  } catch (error) {
    if (error instanceof MovedToHttpsError) throw error
    const restsUntilMs = asker.breakers.restsUntilMs(asker.origin)
    if (restsUntilMs > 0) onNotes?.({ registry, restsUntilMs })
    if (request.signal?.aborted) throw abortedError(registry, error)
    if (signal.aborted) throw timeoutError(registry, error)
    throw toRegistryError(error, registry)
  }
}

function noteAnswer(asker: Asker, done: Exchange, onNotes: NotesObserver): void {
  const { registry, credential } = asker
  const { headers } = done.incoming
  const rateLimit = parseRateLimit((name) => headerValue(headers, name))
  const warnings = parseWarnings(headerLines(headers, 'warning').map((line) => hideSent(line, ...sentTo(asker, done))))
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
