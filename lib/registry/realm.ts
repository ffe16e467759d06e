import { isIP } from 'node:net'
import { isLoopbackHost, type Reach } from './address-guard'
import { RegistryError } from './errors'
import { type Endpoint, type HostPolicy, isTrusted, reachOf } from './host-policy'
import { type JudgedUrl, markJudged } from './judged-url'

/** Where to fetch a token, and whether the sign-in may be taken there. */
export interface Realm {
  url: JudgedUrl
  reach: Reach
  carriesCredentials: boolean
}

/** Parents under which strangers live side by side, and which two labels alone would take for one owner. */
const sharedParents = new Set(
  (
    'azurecr.io azurewebsites.net cloudapp.net amazonaws.com on.aws cloudfront.net pkg.dev run.app appspot.com web.app github.io ' +
    'gitlab.io jfrog.io scw.cloud ondigitalocean.app herokuapp.com fly.dev vercel.app netlify.app pages.dev workers.dev ngrok.io ' +
    'ngrok.app ngrok-free.app trycloudflare.com nip.io sslip.io duckdns.org dyndns.org'
  ).split(' '),
)
const genericSecondLabels = new Set(['ac', 'co', 'com', 'edu', 'gov', 'go', 'ne', 'net', 'or', 'org', 'gob', 'mil'])

function mayOwnNames(domain: string): boolean {
  const labels = domain.split('.')
  const [second = '', top = ''] = labels.slice(-2)
  if (labels.length < 2 || sharedParents.has(labels.slice(-2).join('.'))) return false
  return labels.length > 2 || !(top.length === 2 && genericSecondLabels.has(second))
}

/**
 * Whether two host names have one owner. Without the Public Suffix List this errs on the side of “no”: the same name, one
 * under the other, or siblings under a parent that is neither a suffix like co.uk nor a cloud where anybody gets a name.
 */
export function haveSameOwner(a: string, b: string): boolean {
  const isName = (host: string) => isIP(host.replace(/^\[|\]$/g, '')) === 0 && !isLoopbackHost(host)
  if (!isName(a) || !isName(b)) return false
  if (a === b) return true
  if (a.endsWith(`.${b}`)) return mayOwnNames(b)
  if (b.endsWith(`.${a}`)) return true
  const parent = a.slice(a.indexOf('.') + 1)
  return a.includes('.') && parent === b.slice(b.indexOf('.') + 1) && mayOwnNames(parent)
}

/** `localhost` and `127.0.0.1` with the same port are the same registry, and its own configuration often mixes them. */
function isSamePlace(url: URL, origin: string): boolean {
  const own = new URL(origin)
  const isAlias = isLoopbackHost(url.hostname) && isLoopbackHost(own.hostname)
  return url.origin === origin || (isAlias && url.protocol === own.protocol && url.port === own.port)
}

const pointedPorts = new Set(['', '443', '5000', '5001', '8443'])

function listedReach(url: URL, policy: HostPolicy): Reach | undefined {
  try {
    const endpoint = policy.endpoint(url.host)
    return endpoint.isListed && endpoint.origin === url.origin ? reachOf(endpoint) : undefined
  } catch {
    return undefined
  }
}

/**
 * How far a request may go to where a registry points: as far as the registry itself on its own origin, as listed for hosts
 * the operator has listed, else over https to public addresses and usual ports. Undefined: not at all.
 */
export function judgePointer(
  url: URL,
  options: { origin: string; reach: Reach; policy: HostPolicy; endpoint?: Endpoint },
): Reach | undefined {
  if (url.username !== '' || url.password !== '') return undefined
  if (isSamePlace(url, options.origin)) return options.reach
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined
  const listed = listedReach(url, options.policy)
  if (listed) return listed
  if (isTrusted(url, options.endpoint)) return reachOf({ origin: url.origin, allowsPrivate: true })
  const isUsualPort = pointedPorts.has(url.port) || url.port === new URL(options.origin).port
  const isLocal = isLoopbackHost(url.hostname) || isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0
  return url.protocol === 'https:' && isUsualPort && !isLocal ? 'public' : undefined
}

function carriesCredentials(url: URL, context: { origin: string; policy: HostPolicy; endpoint?: Endpoint }): boolean {
  const { origin, policy, endpoint } = context
  if (isSamePlace(url, origin) || endpoint?.quirks?.realmOrigin === url.origin || isTrusted(url, endpoint)) return true
  const registry = new URL(origin)
  if (listedReach(url, policy) !== undefined && url.hostname === registry.hostname) return true
  return url.protocol === 'https:' && registry.protocol === 'https:' && haveSameOwner(registry.hostname, url.hostname)
}

/**
 * Reads a challenge's realm. A realm on a foreign domain is asked for anonymous tokens only.
 * @throws {RegistryError} invalid-answer for no realm; not-allowed for one that must not be asked
 */
export function judgeRealm(
  realm: string | undefined,
  context: { registry: string; origin: string; reach: Reach; policy: HostPolicy; endpoint?: Endpoint; requestUrl: URL },
): Realm {
  const { registry, requestUrl } = context
  if (!realm || !URL.canParse(realm, requestUrl))
    throw new RegistryError({
      kind: 'invalid-answer',
      registry,
      message: `${registry} asks for a sign-in without saying where. Ask whoever runs it.`,
    })
  const url = new URL(realm, requestUrl)
  url.hash = ''
  const reach = judgePointer(url, context)
  if (!reach)
    throw new RegistryError({
      kind: 'not-allowed',
      registry,
      message: `${registry} sends sign-ins to an address that may not be used from here. Ask whoever runs it.`,
    })
  return { url: markJudged(url), reach, carriesCredentials: carriesCredentials(url, context) }
}
