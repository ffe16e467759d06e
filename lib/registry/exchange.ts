import { Readable } from 'node:stream'
import type { Asker, Authorization } from './asker'
import { answerChallenge, isInsufficientScope, isInvalidToken, predictAuthorization } from './authorization'
import type { Outgoing } from './egress'
import { registryUrl } from './path'
import { discardBody, headerLines, readBeginning } from './read-body'
import { type Arrival, sendFollowing } from './redirect'

const maxAuthorizations = 2
const maxErrorBytes = 65_536
const pingPath = '/v2/'

export interface Exchange extends Arrival {
  authorization: Authorization | undefined
  /** A sign-in was there and was refused; this is what everybody gets. */
  signInRefused?: boolean
}

export interface ExchangeOptions {
  outgoing: Outgoing
  /** What the action needs; empty when only the registry knows. */
  scopes: string[]
}

const isReading = ({ method }: Outgoing) => method === 'GET' || method === 'HEAD'

const isSame = (a: Authorization, b: Authorization) => a.header.fingerprint() === b.header.fingerprint()

/** Old gcr.io sends 401 without a challenge; its ping then says how to sign in. */
async function challengeLines(asker: Asker, { incoming, url }: Arrival, outgoing: Outgoing) {
  const lines = headerLines(incoming.headers, 'www-authenticate').filter((line) => line.trim() !== '')
  if (lines.length > 0 || url.pathname === pingPath) return { headers: lines, ignoresScope: url.pathname === pingPath }
  const { reach, timeouts, signal } = outgoing
  const headers = { 'user-agent': asker.userAgent }
  const ping = await sendFollowing(asker, {
    url: registryUrl(asker, pingPath),
    method: 'GET',
    headers,
    reach,
    timeouts,
    signal,
  })
  discardBody(ping.incoming.body)
  const isHome = ping.incoming.status === 401 && ping.url.origin === asker.origin
  return { headers: isHome ? headerLines(ping.incoming.headers, 'www-authenticate') : [], ignoresScope: true }
}

/** The next authorization to try, or undefined when the registry has had its answer and will not change its mind. */
async function reauthorize(
  asker: Asker,
  arrival: Arrival,
  options: ExchangeOptions & { refused: Authorization | undefined },
): Promise<Authorization | undefined> {
  const { outgoing, scopes, refused } = options
  const { headers, ignoresScope } = await challengeLines(asker, arrival, outgoing)
  const demand = { headers, ignoresScope, requestUrl: arrival.url }
  const wanted = { scopes, isRead: isReading(outgoing) }
  const next = await answerChallenge(asker, demand, wanted)
  if (!next || !refused || !isSame(next, refused)) return next
  if (refused.isFresh && !isInvalidToken(headers)) return undefined
  next.forget()
  const renewed = await answerChallenge(asker, demand, wanted)
  return renewed && !isSame(renewed, refused) ? renewed : undefined
}

async function exchangeAs(asker: Asker, options: ExchangeOptions): Promise<Exchange> {
  const { outgoing, scopes } = options
  const isRead = isReading(outgoing)
  let authorization = await predictAuthorization(asker, { scopes, isRead })
  for (let answered = 0; ; answered += 1) {
    const arrival = await sendFollowing(asker, {
      ...outgoing,
      ...(authorization && { authorization: authorization.header }),
    })
    const { incoming, url } = arrival
    const isChallenge = incoming.status === 401 && url.origin === asker.origin
    const isReplayable = outgoing.body === undefined || outgoing.body instanceof Uint8Array
    if (!isChallenge || !isReplayable || answered === maxAuthorizations) return { ...arrival, authorization }
    let next: Authorization | undefined
    try {
      next = await reauthorize(asker, arrival, { ...options, refused: authorization })
    } catch (error) {
      discardBody(incoming.body)
      throw error
    }
    if (!next) return { ...arrival, authorization }
    discardBody(incoming.body)
    authorization = next
  }
}

/**
 * One try of a request: with the authorization that will probably be wanted, then at most two answers to challenges. What a
 * refused sign-in keeps from being read is asked for once more without it. The caller reads the answer's body, whatever its status.
 */
export async function exchange(asker: Asker, options: ExchangeOptions): Promise<Exchange> {
  const signedIn = await exchangeAs(asker, options)
  const { authorization, incoming } = signedIn
  const isRefused = incoming.status === 401 && asker.credential !== undefined && authorization?.isSignedIn === true
  const isShort = isInsufficientScope(headerLines(incoming.headers, 'www-authenticate'))
  if (!isRefused || isShort || !isReading(options.outgoing)) return signedIn
  // read now, so that a connection is not held while another one is waited for
  const bytes = await readBeginning(incoming, maxErrorBytes)
  const refusal: Exchange = { ...signedIn, incoming: { ...incoming, body: Readable.from([bytes]) } }
  const anonymous = await exchangeAs({ ...asker, credential: undefined }, options).catch(() => refusal)
  if (anonymous.incoming.status < 400) return { ...anonymous, signInRefused: true }
  if (anonymous !== refusal) discardBody(anonymous.incoming.body)
  return refusal
}
