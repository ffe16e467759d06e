import { SandboxError } from './errors'
import type { RegistryRequest } from './exchange'
import type { Route } from './routes'
import { formatScope, type Scope, type TokenIssuer } from './tokens'

export type SandboxAuth =
  | {
      kind: 'basic'
      username: string
      password: string
      /** Whether images can be read without credentials; not unless set. */
      anonymousPull?: boolean
    }
  | {
      kind: 'bearer'
      /** Where tokens are had; this registry's own `/token` unless given. */
      realm?: string
      service?: string
      /** Without a user name every caller gets every scope. */
      username?: string
      password?: string
      expiresInSeconds?: number
      /** Whether a token for reading is given without credentials; by default it is. */
      anonymousPull?: boolean
    }

/** User name and password of an `Authorization: Basic`; undefined for anything else. */
function readBasic(header: string | undefined): { username: string; password: string } | undefined {
  const encoded = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1]
  if (encoded === undefined) return undefined
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? undefined : { username: text.slice(0, colon), password: text.slice(colon + 1) }
}

export function isUser(auth: SandboxAuth, header: string | undefined): boolean {
  const given = readBasic(header)
  return given !== undefined && given.username === auth.username && given.password === auth.password
}

const actions: Record<string, string[]> = { GET: ['pull'], HEAD: ['pull'], DELETE: ['delete'] }

/** A mount also needs to read where the blob comes from, a cancelled upload to delete. Source: CNCF distribution. */
function scopesOf({ method, path, query }: RegistryRequest, { repository }: Route): Scope[] {
  if (path === '/v2/_catalog') return [{ type: 'registry', name: 'catalog', actions: ['*'] }]
  if (repository === '') return []
  const from = method === 'POST' && query.has('mount') ? query.get('from') : null
  const source: Scope[] = from === null ? [] : [{ type: 'repository', name: from, actions: ['pull'] }]
  return [{ type: 'repository', name: repository, actions: actions[method] ?? ['pull', 'push'] }, ...source]
}

function refuse(challenge: string, detail: unknown): never {
  throw new SandboxError('UNAUTHORIZED', {
    message: 'authentication required',
    detail,
    headers: { 'WWW-Authenticate': challenge },
  })
}

interface Authorization {
  auth: SandboxAuth
  tokens: TokenIssuer
  request: RegistryRequest
  route: Route
}

/** @throws {SandboxError} UNAUTHORIZED with a challenge that says how to get in. */
export function authorize({ auth, tokens, request, route }: Authorization): void {
  const scopes = scopesOf(request, route)
  const header = request.headers.authorization
  if (auth.kind === 'basic') {
    const isReading = scopes.length > 0 && scopes.every((scope) => scope.actions.join() === 'pull')
    if (isUser(auth, header) || (header === undefined && auth.anonymousPull === true && isReading)) return
    refuse('Basic realm="Sandbox"', scopes)
  }
  const token = /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1]
  const verdict = token === undefined ? 'missing' : tokens.verify(token, scopes)
  if (verdict === 'valid') return
  const scope = scopes.map(formatScope).join(' ')
  const parameters = [
    `realm="${tokens.realm}"`,
    `service="${tokens.service}"`,
    ...(scope === '' ? [] : [`scope="${scope}"`]),
    ...(verdict === 'missing' ? [] : [`error="${verdict}"`]),
  ]
  refuse(`Bearer ${parameters.join(',')}`, scopes)
}
