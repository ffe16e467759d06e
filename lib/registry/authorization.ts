import { type Asker, type Authorization, fingerprintOf, type Wanted } from './asker'
import { bearer } from './bearer'
import { type Challenge, parseChallenges } from './challenge'
import type { Credential } from './credential'
import { RegistryError } from './errors'
import { judgeRealm } from './realm'
import { answerScopes, mergeScopes } from './scope'
import { Secret } from './secret'
import type { KnownChallenge } from './token'
import { basicAuthorization } from './token-request'

const nothingToForget = () => {}

/** Harbor asks for Basic on its catalog and Bearer elsewhere, so the kind of scope belongs to the key. */
function challengeKey({ origin, credential }: Asker, scopes: string[]): string {
  return [origin, fingerprintOf(credential), scopes[0]?.split(':')[0] ?? ''].join(' ')
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
  if (asker.origin === asker.endpoint.origin && asker.endpoint.quirks?.wantsBasic) return basic(asker)
  const known = asker.tokens.challengeOf(challengeKey(asker, wanted.scopes))
  if (!known || (known.scheme === 'bearer' && wanted.scopes.length === 0)) return undefined
  return answerKnown(asker, known, { ...wanted, scopes: mergeScopes(wanted.scopes) })
}

function pickChallenge(challenges: Challenge[], credential: Credential | undefined): Challenge | undefined {
  const bearerChallenge = challenges.find(({ scheme, parameters }) => scheme === 'bearer' && parameters.realm)
  const basicChallenge = challenges.find(({ scheme }) => scheme === 'basic')
  return bearerChallenge ?? (credential ? basicChallenge : undefined)
}

const lacksRealm = ({ scheme, parameters }: Challenge) => scheme === 'bearer' && !parameters.realm

function refuseToGuess({ registry }: Asker): never {
  const message = `${registry} asks for a sign-in without saying where. Ask whoever runs it.`
  throw new RegistryError({ kind: 'unauthorized', registry, status: 401, message })
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
  const challenges = parseChallenges(demand.headers)
  const challenge = pickChallenge(challenges, asker.credential)
  if (!challenge && challenges.length > 0 && challenges.every(lacksRealm)) refuseToGuess(asker)
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

const foreignSchemes: Record<string, string> = { negotiate: 'Negotiate', ntlm: 'NTLM', digest: 'Digest' }

/** How a registry wants to be signed in to, where it offers no way that is known here. */
export function foreignScheme(headers: string[]): string | undefined {
  const schemes = parseChallenges(headers).map(({ scheme }) => scheme)
  if (schemes.some((scheme) => scheme === 'bearer' || scheme === 'basic')) return undefined
  const [foreign] = schemes.filter((scheme) => Object.hasOwn(foreignSchemes, scheme))
  return foreign && foreignSchemes[foreign]
}

export const isInvalidToken = (headers: string[]): boolean =>
  parseChallenges(headers).some(({ parameters }) => parameters.error === 'invalid_token')

export const isInsufficientScope = (headers: string[]): boolean =>
  parseChallenges(headers).some(({ parameters }) => parameters.error === 'insufficient_scope')
