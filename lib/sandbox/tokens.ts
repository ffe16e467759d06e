import { randomBytes } from 'node:crypto'

export interface Scope {
  type: string
  name: string
  actions: string[]
}

interface IssuedToken {
  scopes: Scope[]
  expiresAtMs: number
}

const maxTokens = 1000

export function formatScope({ type, name, actions }: Scope): string {
  return `${type}:${name}:${actions.join(',')}`
}

/** Undefined for text that is no scope. Source: CNCF distribution, "Token Scope Documentation". */
export function parseScope(text: string): Scope | undefined {
  const match = /^([a-z]+(?:\([^)]*\))?):(.+):([a-z*,]*)$/.exec(text)
  if (!match) return undefined
  const [, type = '', name = '', actions = ''] = match
  return { type, name, actions: actions.split(',').filter(Boolean) }
}

function covers(granted: Scope, wanted: Scope): boolean {
  if (granted.type !== wanted.type || granted.name !== wanted.name) return false
  return wanted.actions.every((action) => granted.actions.includes(action) || granted.actions.includes('*'))
}

/** Opaque tokens and what each of them allows; past a thousand the oldest is forgotten. */
export class TokenIssuer {
  private readonly issued = new Map<string, IssuedToken>()
  private readonly refreshTokens = new Set<string>()

  readonly realm: string
  readonly service: string
  readonly expiresInSeconds: number

  constructor({ realm, service, expiresInSeconds }: { realm: string; service: string; expiresInSeconds: number }) {
    this.realm = realm
    this.service = service
    this.expiresInSeconds = expiresInSeconds
  }

  issue(scopes: Scope[]): string {
    const [oldest] = this.issued.keys()
    if (oldest !== undefined && this.issued.size >= maxTokens) this.issued.delete(oldest)
    const token = randomBytes(24).toString('base64url')
    this.issued.set(token, { scopes, expiresAtMs: Date.now() + this.expiresInSeconds * 1000 })
    return token
  }

  verify(token: string, wanted: readonly Scope[]): 'valid' | 'invalid_token' | 'insufficient_scope' {
    const found = this.issued.get(token)
    if (!found || found.expiresAtMs <= Date.now()) return 'invalid_token'
    const isAllowed = wanted.every((scope) => found.scopes.some((granted) => covers(granted, scope)))
    return isAllowed ? 'valid' : 'insufficient_scope'
  }

  issueRefreshToken(): string {
    const token = randomBytes(24).toString('base64url')
    this.refreshTokens.add(token)
    return token
  }

  isRefreshToken(token: string | null): boolean {
    return token !== null && this.refreshTokens.has(token)
  }

  /** Everything handed out so far stops working, refresh tokens included. */
  revokeAll(): void {
    this.issued.clear()
    this.refreshTokens.clear()
  }
}
