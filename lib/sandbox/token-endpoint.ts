import { isUser, type SandboxAuth } from './authentication'
import { jsonAnswer, SandboxError } from './errors'
import type { RegistryAnswer, RegistryRequest } from './exchange'
import { parseScope, type Scope, type TokenIssuer } from './tokens'

interface TokenRequest {
  scopes: Scope[]
  wantsRefreshToken: boolean
  who: 'user' | 'anonymous' | 'stranger'
}

interface TokenExchange {
  request: RegistryRequest
  auth: SandboxAuth
  tokens: TokenIssuer
}

const maxFormBytes = 64 * 1024

const readScopes = (texts: readonly string[]) =>
  texts.flatMap((text) => text.split(' ')).flatMap((text) => parseScope(text) ?? [])

function fromQuery({ request: { query, headers }, auth }: TokenExchange): TokenRequest {
  const isAnonymous = headers.authorization === undefined
  return {
    scopes: readScopes(query.getAll('scope')),
    wantsRefreshToken: query.get('offline_token') === 'true',
    who: isAnonymous ? 'anonymous' : isUser(auth, headers.authorization) ? 'user' : 'stranger',
  }
}

async function fromForm({ request, auth, tokens }: TokenExchange): Promise<TokenRequest> {
  const form = new URLSearchParams((await request.readBody(maxFormBytes)).toString('utf8'))
  const isPassword = form.get('grant_type') === 'password'
  const isKnown = isPassword
    ? form.get('username') === auth.username && form.get('password') === auth.password
    : tokens.isRefreshToken(form.get('refresh_token'))
  return {
    scopes: readScopes(form.getAll('scope')),
    wantsRefreshToken: form.get('access_type') === 'offline',
    who: isKnown ? 'user' : 'stranger',
  }
}

function grant({ scopes, who }: TokenRequest, auth: SandboxAuth): Scope[] {
  if (who === 'user' || auth.username === undefined) return scopes
  if (who === 'stranger' || auth.anonymousPull === false)
    throw new SandboxError('UNAUTHORIZED', {
      message: 'incorrect username or password',
      headers: { 'WWW-Authenticate': 'Basic realm="Sandbox"' },
    })
  return scopes
    .filter(({ type }) => type === 'repository')
    .map((scope) => ({ ...scope, actions: scope.actions.filter((action) => action === 'pull') }))
}

/**
 * The sandbox's own token server: GET with Basic, POST with a password or a refresh token. Without credentials it gives pull alone.
 * Source: CNCF distribution, "Token Authentication Specification" and "OAuth2 Token Authentication".
 */
export async function answerTokenRequest(exchange: TokenExchange): Promise<RegistryAnswer> {
  const { request, auth, tokens } = exchange
  if (request.method !== 'GET' && request.method !== 'POST')
    throw new SandboxError('UNSUPPORTED', { message: 'tokens are had by GET or POST', headers: { Allow: 'GET, POST' } })
  const wanted = request.method === 'GET' ? fromQuery(exchange) : await fromForm(exchange)
  const token = tokens.issue(grant(wanted, auth))
  return jsonAnswer({
    token,
    access_token: token,
    expires_in: tokens.expiresInSeconds,
    issued_at: new Date().toISOString(),
    ...(wanted.wantsRefreshToken && wanted.who === 'user' ? { refresh_token: tokens.issueRefreshToken() } : {}),
  })
}
