import type { Reach } from './address-guard'
import type { Breakers } from './breakers'
import type { Credential } from './credential'
import type { Timeouts } from './egress'
import type { Endpoint, HostPolicy } from './host-policy'
import { Secret } from './secret'
import type { TokenStore } from './token'

/** Everything that decides where a request goes and which token it may carry. */
export interface Asker {
  registry: string
  /** Of the host that is asked: the registry's own, or one it has redirected to. */
  origin: string
  reach: Reach
  /** The registry's, also while another host is asked. */
  endpoint: Endpoint
  policy: HostPolicy
  tokens: TokenStore
  breakers: Breakers
  credential: Credential | undefined
  userAgent: string
  timeouts: Timeouts
  signal: AbortSignal
}

export interface Authorization {
  header: Secret
  /** Whether a sign-in stands behind it. */
  isSignedIn: boolean
  /** A sign-in was there and was refused; this is what everybody gets. */
  signInRefused?: boolean
  /** Fetched for this very request; when it is refused, another one would be refused as well. */
  isFresh: boolean
  /** Takes the token out of the store, when the registry did not accept it. */
  forget(): void
}

export interface Wanted {
  scopes: string[]
  /** Reading may go on without a sign-in that was refused. */
  isRead: boolean
}

export function fingerprintOf(credential: Credential | undefined): string {
  if (!credential) return 'anonymous'
  if ('registryToken' in credential) return credential.registryToken.fingerprint()
  const secret = 'password' in credential ? credential.password : credential.identityToken
  return new Secret(`${credential.username ?? ''}:${secret.reveal()}`).fingerprint()
}
