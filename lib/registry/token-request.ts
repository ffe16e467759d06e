import { z } from 'zod'
import { decodeJson } from '@/lib/oci/decode-json'
import { answerError } from './answer-error'
import type { Breakers } from './breakers'
import type { Credential } from './credential'
import type { Incoming, Outgoing, Timeouts, Tls } from './egress'
import { RegistryError } from './errors'
import { toRegistryError } from './failure'
import { hideSent, hideSentBytes } from './hide-sent'
import { type JudgedUrl, markJudged } from './judged-url'
import { headerValue, readBeginning, readBody } from './read-body'
import type { Realm } from './realm'
import { readRequestId } from './request-id'
import { retry } from './retry'
import { Secret } from './secret'
import type { IssuedToken } from './token'

const maxReplyBytes = 131_072
const maxErrorBytes = 65_536
const minLifetimeSeconds = 60
const maxLifetimeSeconds = 3_600
const maxTokenLength = 32_768
const clientId = 'archipelago'

const replySchema = z.looseObject({
  token: z.string().nullish(),
  access_token: z.string().nullish(),
  refresh_token: z.string().nullish().catch(null),
  expires_in: z.coerce.number().nullish().catch(null),
  issued_at: z.string().nullish().catch(null),
})

export interface TokenRequest {
  registry: string
  realm: Realm
  service?: string | undefined
  scopes: string[]
  credential: Credential | undefined
  breakers: Breakers
  tls?: Tls | undefined
  userAgent: string
  timeouts: Timeouts
  signal: AbortSignal
}

export function basicAuthorization(username: string, password: Secret): Secret {
  return new Secret(`Basic ${Buffer.from(`${username}:${password.reveal()}`).toString('base64')}`)
}

function invalidReply(registry: string, status: number): RegistryError {
  return new RegistryError({
    kind: 'invalid-answer',
    registry,
    status,
    message: `The sign-in server of ${registry} did not answer with a usable token. Try again, or ask whoever runs it.`,
  })
}

/** A clock that goes wrong on either side must not make a fresh token old: then it counts from now. */
function expiryOf(lifetimeSeconds: number, issuedAt: string | null | undefined, nowMs: number): number {
  const lifetimeMs = lifetimeSeconds * 1000
  const issuedMs = Date.parse(issuedAt ?? '')
  const isCredible = issuedMs <= nowMs && issuedMs + lifetimeMs > nowMs
  return (isCredible ? issuedMs : nowMs) + lifetimeMs
}

const isHeaderSafe = (token: string) => token.length <= maxTokenLength && /^[\x21-\x7e]+$/.test(token)

/** Undefined for a reply without a token that can go into a header. Source: distribution, "Token Authentication Specification". */
export function parseTokenReply(bytes: Uint8Array, nowMs = Date.now()): IssuedToken | undefined {
  let document: unknown
  try {
    document = decodeJson(bytes)
  } catch {
    return undefined
  }
  const reply = replySchema.safeParse(document)
  const token = (reply.data?.access_token || reply.data?.token) ?? ''
  if (!isHeaderSafe(token)) return undefined
  const stated = reply.data?.expires_in ?? minLifetimeSeconds
  const lifetimeSeconds = Math.min(Math.max(stated, minLifetimeSeconds), maxLifetimeSeconds)
  const renewed = reply.data?.refresh_token ?? ''
  return {
    token: new Secret(token),
    expiresAtMs: expiryOf(lifetimeSeconds, reply.data?.issued_at, nowMs),
    ...(isHeaderSafe(renewed) && { refreshToken: new Secret(renewed) }),
  }
}

function tokenUrl({ realm, service, scopes }: TokenRequest): JudgedUrl {
  const url = new URL(realm.url)
  if (service !== undefined && service !== '') url.searchParams.append('service', service)
  for (const scope of scopes) url.searchParams.append('scope', scope)
  return markJudged(url)
}

function getOutgoing(request: TokenRequest): Pick<Outgoing, 'url' | 'method' | 'headers' | 'authorization'> {
  const { credential } = request
  const plain = { url: tokenUrl(request), method: 'GET', headers: { accept: 'application/json' } } as const
  if (!credential || 'registryToken' in credential) return plain
  const [username, password] =
    'password' in credential
      ? [credential.username, credential.password]
      : [credential.username ?? '<token>', credential.identityToken]
  return { ...plain, authorization: basicAuthorization(username, password) }
}

function postOutgoing(
  request: TokenRequest,
  identityToken: Secret,
): Pick<Outgoing, 'url' | 'method' | 'headers' | 'body'> {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: identityToken.reveal(),
    client_id: clientId,
    scope: request.scopes.join(' '),
    ...(request.service && { service: request.service }),
  })
  const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' }
  return { url: request.realm.url, method: 'POST', headers, body: new Secret(form.toString()) }
}

type Prepared = Pick<Outgoing, 'url' | 'method' | 'headers' | 'authorization' | 'body'>

async function exchange(request: TokenRequest, prepared: Prepared): Promise<Incoming> {
  const { registry, realm, tls, timeouts, signal, userAgent } = request
  const headers = { ...prepared.headers, 'user-agent': userAgent }
  return request.breakers.send(registry, { ...prepared, headers, reach: realm.reach, tls, timeouts, signal })
}

/** How a sign-in is sent, whichever of the two ways it goes. */
export function sentCredential(credential: Credential | undefined): Secret | undefined {
  if (!credential || 'registryToken' in credential) return undefined
  if ('password' in credential) return basicAuthorization(credential.username, credential.password)
  return new Secret(`Bearer ${credential.identityToken.reveal()}`)
}

async function readToken(request: TokenRequest, prepared: Prepared): Promise<IssuedToken> {
  const { registry } = request
  try {
    const incoming = await exchange(request, prepared)
    const { status, headers } = incoming
    if (status === 200) {
      const issued = parseTokenReply(await readBody(incoming, maxReplyBytes))
      if (issued) return issued
      throw invalidReply(registry, status)
    }
    const bytes = hideSentBytes(await readBeginning(incoming, maxErrorBytes), sentCredential(request.credential))
    if (status < 400) throw invalidReply(registry, status)
    const contentType = headerValue(headers, 'content-type')
    const retryAfter = headerValue(headers, 'retry-after')
    const requestId = readRequestId((name) => headerValue(headers, name))
    throw answerError({
      registry,
      status,
      contentType,
      bytes,
      retryAfter,
      requestId: requestId && hideSent(requestId, sentCredential(request.credential)),
      isSignedIn: request.credential !== undefined,
      isWrite: false,
    })
  } catch (error) {
    throw toRegistryError(error, registry)
  }
}

/** Google answers 404 to POST, JFrog 401, Azure 400, others 405: they want GET. */
const wantsGet = new Set([400, 401, 404, 405])

/**
 * Fetches a token: by GET with Basic or nothing, by POST with an identity token.
 * @throws {RegistryError} Source: distribution, "Token Authentication Specification" and "OAuth2 Token Authentication".
 */
export async function fetchToken(request: TokenRequest): Promise<IssuedToken> {
  const { credential, signal } = request
  if (credential && 'identityToken' in credential) {
    try {
      return await retry(() => readToken(request, postOutgoing(request, credential.identityToken)), signal)
    } catch (error) {
      if (!(error instanceof RegistryError) || !wantsGet.has(error.status ?? 0)) throw error
    }
  }
  return retry(() => readToken(request, getOutgoing(request)), signal)
}
