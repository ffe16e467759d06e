import { type Asker, type Authorization, answerChallenge, isInvalidToken, predictAuthorization } from './authorization'
import type { Outgoing } from './egress'
import { discardBody, headerLines } from './read-body'
import { type Arrival, sendFollowing } from './redirect'

const maxAuthorizations = 2
const pingPath = '/v2/'

export interface Exchange extends Arrival {
  authorization: Authorization | undefined
}

export interface ExchangeOptions {
  outgoing: Outgoing
  /** What the action needs; empty when only the registry knows. */
  scopes: string[]
}

const isSame = (a: Authorization, b: Authorization) => a.header.fingerprint() === b.header.fingerprint()

/** Old gcr.io sends 401 without a challenge; its ping then says how to sign in. */
async function challengeLines(asker: Asker, { incoming, url }: Arrival, outgoing: Outgoing) {
  const lines = headerLines(incoming.headers, 'www-authenticate').filter((line) => line.trim() !== '')
  if (lines.length > 0 || url.pathname === pingPath) return { headers: lines, ignoresScope: url.pathname === pingPath }
  const { reach, timeouts, signal } = outgoing
  const headers = { 'user-agent': asker.userAgent }
  const ping = await sendFollowing(asker, {
    url: new URL(pingPath, asker.origin),
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
  const wanted = { scopes, isRead: outgoing.method === 'GET' || outgoing.method === 'HEAD' }
  const next = await answerChallenge(asker, demand, wanted)
  if (!next || !refused || !isSame(next, refused)) return next
  if (refused.isFresh && !isInvalidToken(headers)) return undefined
  next.forget()
  const renewed = await answerChallenge(asker, demand, wanted)
  return renewed && !isSame(renewed, refused) ? renewed : undefined
}

/**
 * One try of a request: with the authorization that will probably be wanted, then at most two answers to challenges.
 * The caller reads the answer's body, whatever its status.
 */
export async function exchange(asker: Asker, options: ExchangeOptions): Promise<Exchange> {
  const { outgoing, scopes } = options
  const isRead = outgoing.method === 'GET' || outgoing.method === 'HEAD'
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
