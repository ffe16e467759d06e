import { type Asker, type Authorization, fingerprintOf, type Wanted } from './asker'
import type { Credential } from './credential'
import { RegistryError } from './errors'
import { tlsFor } from './host-policy'
import type { Quirks } from './quirks/quirks'
import type { Realm } from './realm'
import { scopesKey } from './scope'
import { Secret } from './secret'
import type { IssuedToken } from './token'
import { fetchToken, type TokenRequest } from './token-request'

interface BearerChallenge {
  realm: Realm
  service: string | undefined
}

const isRefusal = (error: unknown) =>
  error instanceof RegistryError && (error.kind === 'unauthorized' || error.kind === 'denied')

/** A host that a registry redirects to is another one, with ways of its own. */
const quirksOf = ({ origin, endpoint }: Asker): Quirks | undefined =>
  origin === endpoint.origin ? endpoint.quirks : undefined

function spellScopes(scopes: string[], quirks: Quirks | undefined): string[] {
  const spell = quirks?.spellScope
  const spelled = spell ? scopes.flatMap((scope) => spell(scope) ?? []) : scopes
  return quirks?.hasOneScopePerToken ? spelled.slice(0, 1) : spelled
}

async function fetchPatiently(asker: Asker, request: TokenRequest): Promise<IssuedToken> {
  try {
    return await fetchToken(request)
  } catch (error) {
    const isMistake = error instanceof RegistryError && error.kind === 'denied' && request.credential !== undefined
    const isWriter = request.scopes.some((scope) => /[:,]push\b/.test(scope))
    if (!isMistake || !isWriter || !quirksOf(asker)?.deniesTokensByMistake) throw error
    return fetchToken(request)
  }
}

/** Where the server hands out a new identity token with each token, the newest is the one that counts. */
async function fetchRotating(asker: Asker, request: TokenRequest): Promise<IssuedToken> {
  const { credential, realm, service } = request
  if (!credential || !('identityToken' in credential)) return fetchPatiently(asker, request)
  const key = [fingerprintOf(credential), realm.url.origin + realm.url.pathname, service ?? ''].join('|')
  const fetchWith = async (identityToken: Secret) => {
    const issued = await fetchPatiently(asker, { ...request, credential: { ...credential, identityToken } })
    if (issued.refreshToken) asker.tokens.rememberIdentity(key, issued.refreshToken)
    return issued
  }
  const newest = asker.tokens.identityOf(key)
  if (newest) {
    try {
      return await fetchWith(newest)
    } catch (error) {
      if (!isRefusal(error)) throw error
      asker.tokens.rememberIdentity(key, undefined)
    }
  }
  return fetchWith(credential.identityToken)
}

async function bearerWith(
  asker: Asker,
  options: BearerChallenge & { scopes: string[]; credential: Credential | undefined },
): Promise<Authorization> {
  const { realm, service, scopes, credential } = options
  const { registry, tokens, breakers, userAgent, timeouts, signal } = asker
  const tls = tlsFor(realm.url, asker.endpoint)
  const place = realm.url.origin + realm.url.pathname + realm.url.search
  const key = [fingerprintOf(credential), asker.origin, place, service ?? '', scopesKey(scopes)].join('|')
  const request = { registry, realm, service, scopes, credential, breakers, tls, userAgent, timeouts }
  let isFresh = false
  const token = await tokens.get(key, {
    signal,
    fetch: (flightSignal) => {
      isFresh = true
      return fetchRotating(asker, { ...request, signal: flightSignal })
    },
  })
  return {
    header: new Secret(`Bearer ${token.reveal()}`),
    isSignedIn: credential !== undefined,
    isFresh,
    forget: () => tokens.drop(key, token),
  }
}

/** A stale sign-in must not hide public images: GHCR and Docker Hub refuse it where nobody would need one. */
export async function bearer(asker: Asker, challenge: BearerChallenge, wanted: Wanted): Promise<Authorization> {
  const { credential } = asker
  const { realm } = challenge
  const carried = realm.carriesCredentials && !(credential && 'registryToken' in credential) ? credential : undefined
  const options = { ...challenge, scopes: spellScopes(wanted.scopes, quirksOf(asker)) }
  try {
    return await bearerWith(asker, { ...options, credential: carried })
  } catch (error) {
    if (!carried || !wanted.isRead || !isRefusal(error)) throw error
    const anonymous = await bearerWith(asker, { ...options, credential: undefined }).catch(() => {
      throw error
    })
    return { ...anonymous, signInRefused: true }
  }
}
