import type { Reach } from './address-guard'
import { type Challenge, parseChallenges } from './challenge'
import type { Credential } from './credentials'
import type { Timeouts } from './egress'
import { RegistryError } from './errors'
import type { HostPolicy } from './host-policy'
import { judgeRealm, type Realm } from './realm'
import { answerScopes, mergeScopes, scopesKey } from './scope'
import { Secret } from './secret'
import type { KnownChallenge, TokenStore } from './token'
import { basicAuthorization, fetchToken } from './token-request'

/** Everything that decides which token a request may carry. */
export interface Asker {
  registry: string
  origin: string
  reach: Reach
  policy: HostPolicy
  tokens: TokenStore
  credential: Credential | undefined
  userAgent: string
  timeouts: Timeouts
  signal: AbortSignal
}

export interface Authorization {
  header: Secret
  /** Whether a sign-in stands behind it. */
  isSignedIn: boolean
  /** Fetched for this very request; when it is refused, another one would be refused as well. */
  isFresh: boolean
  /** Takes the token out of the store, when the registry did not accept it. */
  forget(): void
}

interface Wanted {
  scopes: string[]
  /** Reading may go on without a sign-in that was refused. */
  isRead: boolean
}

const nothingToForget = () => {}

function fingerprintOf(credential: Credential | undefined): string {
  if (!credential) return 'anonymous'
  if ('registryToken' in credential) return credential.registryToken.fingerprint()
  const secret = 'password' in credential ? credential.password : credential.identityToken
  return new Secret(`${credential.username ?? ''}:${secret.reveal()}`).fingerprint()
}

/** Harbor asks for Basic on its catalog and Bearer elsewhere, so the kind of scope belongs to the key. */
function challengeKey({ origin, credential }: Asker, scopes: string[]): string {
  return [origin, fingerprintOf(credential), scopes[0]?.split(':')[0] ?? ''].join(' ')
}

async function bearerWith(
  asker: Asker,
  options: { realm: Realm; service: string | undefined; scopes: string[]; credential: Credential | undefined },
): Promise<Authorization> {
  const { realm, service, scopes, credential } = options
  const { registry, tokens, userAgent, timeouts, signal } = asker
  const place = realm.url.origin + realm.url.pathname + realm.url.search
  const key = [fingerprintOf(credential), asker.origin, place, service ?? '', scopesKey(scopes)].join('|')
  let isFresh = false
  const token = await tokens.get(key, {
    signal,
    fetch: (flightSignal) => {
      isFresh = true
      return fetchToken({ registry, realm, service, scopes, credential, userAgent, timeouts, signal: flightSignal })
    },
  })
  return {
    header: new Secret(`Bearer ${token.reveal()}`),
    isSignedIn: credential !== undefined,
    isFresh,
    forget: () => tokens.drop(key, token),
  }
}

const isRefusal = (error: unknown) =>
  error instanceof RegistryError && (error.kind === 'unauthorized' || error.kind === 'denied')

/** A stale sign-in must not hide public images: GHCR and Docker Hub refuse it where nobody would need one. */
async function bearer(
  asker: Asker,
  challenge: { realm: Realm; service: string | undefined },
  wanted: Wanted,
): Promise<Authorization> {
  const { credential } = asker
  const { realm } = challenge
  const carried = realm.carriesCredentials && !(credential && 'registryToken' in credential) ? credential : undefined
  const options = { ...challenge, scopes: wanted.scopes }
  try {
    return await bearerWith(asker, { ...options, credential: carried })
  } catch (error) {
    if (!carried || !wanted.isRead || !isRefusal(error)) throw error
    return await bearerWith(asker, { ...options, credential: undefined }).catch(() => {
      throw error
    })
  }
}

function basic({ credential }: Asker): Authorization | undefined {
  if (!credential || !('password' in credential)) return undefined
  const header = basicAuthorization(credential.username, credential.password)
  return { header, isSignedIn: true, isFresh: true, forget: nothingToForget }
}

function registryToken({ credential }: Asker): Authorization | undefined {
  if (!credential || !('registryToken' in credential)) return undefined
  const header = new Secret(`Bearer ${credential.registryToken.reveal()}`)
  return { header, isSignedIn: true, isFresh: true, forget: nothingToForget }
}

async function answerKnown(asker: Asker, known: KnownChallenge, wanted: Wanted): Promise<Authorization | undefined> {
  if (known.scheme === 'basic') return basic(asker)
  const realm = judgeRealm(known.realm, { ...asker, requestUrl: new URL(asker.origin) })
  return bearer(asker, { realm, service: known.service }, wanted)
}

/** What to send before being asked, from how this registry asked last time. */
export async function predictAuthorization(asker: Asker, wanted: Wanted): Promise<Authorization | undefined> {
  const ready = registryToken(asker)
  if (ready) return ready
  const known = asker.tokens.challengeOf(challengeKey(asker, wanted.scopes))
  if (!known || (known.scheme === 'bearer' && wanted.scopes.length === 0)) return undefined
  return answerKnown(asker, known, { ...wanted, scopes: mergeScopes(wanted.scopes) })
}

function pickChallenge(challenges: Challenge[], credential: Credential | undefined): Challenge | undefined {
  const bearerChallenge = challenges.find(({ scheme, parameters }) => scheme === 'bearer' && parameters.realm)
  const basicChallenge = challenges.find(({ scheme }) => scheme === 'basic')
  return bearerChallenge ?? (credential ? basicChallenge : undefined)
}

export interface Demand {
  headers: string[]
  requestUrl: URL
  /** The scope in a challenge to the ping is a placeholder on GHCR. */
  ignoresScope: boolean
}

/** Answers a 401; undefined when there is nothing to answer it with. */
export async function answerChallenge(
  asker: Asker,
  demand: Demand,
  wanted: Wanted,
): Promise<Authorization | undefined> {
  const challenge = pickChallenge(parseChallenges(demand.headers), asker.credential)
  if (!challenge || registryToken(asker)) return undefined
  const key = challengeKey(asker, wanted.scopes)
  if (challenge.scheme === 'basic') {
    asker.tokens.rememberChallenge(key, { scheme: 'basic' })
    return basic(asker)
  }
  const { service, scope } = challenge.parameters
  const realm = judgeRealm(challenge.parameters.realm, { ...asker, requestUrl: demand.requestUrl })
  asker.tokens.rememberChallenge(key, { scheme: 'bearer', realm: realm.url.href, ...(service && { service }) })
  const scopes = answerScopes(wanted.scopes, demand.ignoresScope ? undefined : scope)
  return bearer(asker, { realm, service }, { ...wanted, scopes })
}

export const isInvalidToken = (headers: string[]): boolean =>
  parseChallenges(headers).some(({ parameters }) => parameters.error === 'invalid_token')

export const isInsufficientScope = (headers: string[]): boolean =>
  parseChallenges(headers).some(({ parameters }) => parameters.error === 'insufficient_scope')
