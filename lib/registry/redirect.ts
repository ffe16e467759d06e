import type { Reach } from './address-guard'
import type { Asker } from './asker'
import { answerChallenge } from './authorization'
import type { Incoming, Outgoing } from './egress'
import { RegistryError } from './errors'
import { isTrusted, tlsFor } from './host-policy'
import { type JudgedUrl, markJudged } from './judged-url'
import { discardBody, headerLines, headerValue } from './read-body'
import { judgePointer } from './realm'
import type { Secret } from './secret'

const maxRedirects = 5
const redirectStatuses = new Set([301, 302, 303, 307, 308])
/** What may travel to another host; everything else stays with the registry. */
const travellingHeaders = new Set(['accept', 'user-agent', 'range', 'if-none-match'])

export interface Arrival {
  incoming: Incoming
  /** Where the answer came from. */
  url: URL
}

/** A registry that is spoken to over http has sent a request on to the same place over https, where it is to be found from now on. */
export class MovedToHttpsError extends Error {
  override readonly name = 'MovedToHttpsError'
  constructor(readonly origin: string) {
    super('The registry has moved to https.')
  }
}

function isSameOverHttps(from: URL, to: URL): boolean {
  const isUpgrade = from.protocol === 'http:' && to.protocol === 'https:'
  return isUpgrade && from.hostname === to.hostname && from.pathname + from.search === to.pathname + to.search
}

function refuse(registry: string, kind: 'not-allowed' | 'invalid-answer', rest: string): never {
  throw new RegistryError({ kind, registry, message: `${registry} ${rest}` })
}

function targetOf(asker: Asker, from: URL, location: string | undefined): { url: JudgedUrl; reach: Reach } {
  if (!location || !URL.canParse(location, from))
    refuse(asker.registry, 'invalid-answer', 'redirects to nowhere. Try again, or ask whoever runs it.')
  const url = new URL(location, from)
  const isDowngrade = from.protocol === 'https:' && url.protocol !== 'https:'
  const reach = isDowngrade ? undefined : judgePointer(url, asker)
  if (!reach) {
    const place = url.protocol === 'https:' || url.protocol === 'http:' ? url.origin : 'another protocol'
    refuse(asker.registry, 'not-allowed', `redirects to ${place}, which may not be used from here.`)
  }
  return { url: markJudged(url), reach }
}

const sendTo = (asker: Asker, outgoing: Outgoing) =>
  asker.breakers.send(asker.registry, { ...outgoing, tls: tlsFor(outgoing.url, asker.endpoint) })

async function sendAbroad(asker: Asker, outgoing: Outgoing): Promise<Incoming> {
  const incoming = await sendTo(asker, outgoing)
  if (incoming.status !== 401) return incoming
  // registry.k8s.io redirects to hosts that want an anonymous token of their own
  const credential = isTrusted(outgoing.url, asker.endpoint) ? asker.credential : undefined
  const stranger: Asker = { ...asker, origin: outgoing.url.origin, reach: outgoing.reach, credential }
  const headers = headerLines(incoming.headers, 'www-authenticate')
  const demand = { headers, requestUrl: outgoing.url, ignoresScope: false }
  const authorization = await answerChallenge(stranger, demand, { scopes: [], isRead: true }).catch(() => undefined)
  if (!authorization) return incoming
  discardBody(incoming.body)
  return sendTo(asker, { ...outgoing, authorization: authorization.header })
}

/**
 * Sends a request and follows at most five redirects of GET and HEAD by hand. The authorization stays on the registry's own
 * origin, is not taken up again by way of another host, and other hosts see four harmless headers.
 * @throws {RegistryError} not-allowed, invalid-answer; {MovedToHttpsError}
 */
export async function sendFollowing(asker: Asker, first: Outgoing): Promise<Arrival> {
  let outgoing = first
  let authorization: Secret | undefined = first.authorization
  for (let hops = 0; hops <= maxRedirects; hops += 1) {
    const isHome = outgoing.url.origin === asker.origin
    const incoming = isHome ? await sendTo(asker, outgoing) : await sendAbroad(asker, outgoing)
    const isFollowed = redirectStatuses.has(incoming.status) && (first.method === 'GET' || first.method === 'HEAD')
    if (!isFollowed) return { incoming, url: outgoing.url }
    discardBody(incoming.body)
    const target = targetOf(asker, outgoing.url, headerValue(incoming.headers, 'location'))
    if (isHome && isSameOverHttps(outgoing.url, target.url)) throw new MovedToHttpsError(target.url.origin)
    const staysHome = isHome && target.url.origin === asker.origin
    if (!staysHome) authorization = undefined
    const entries = Object.entries(first.headers).filter(([name]) => staysHome || travellingHeaders.has(name))
    const { method, timeouts, signal } = first
    const headers = Object.fromEntries(entries)
    outgoing = { ...target, method, headers, timeouts, signal, ...(authorization && { authorization }) }
  }
  return refuse(asker.registry, 'invalid-answer', 'redirects in circles. Try again, or ask whoever runs it.')
}
