import 'server-only'
import { randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Credential } from '@/lib/registry/credential'
import type { CredentialSource } from '@/lib/registry/credentials'
import { processConfig } from './config'
import { createRegistryAccess, type RegistryAccess, registryAccess } from './registry-access'
import { singleton } from './singleton'

/** A visitor's own sign-ins. They live in this process's memory alone; the browser holds an identifier that says nothing. */
export interface Session {
  id: string
  startedMs: number
  signIns: Map<string, { credential: Credential; username: string }>
  /** A way to the registries with these sign-ins, with a memory of its own: what one may see, another may not. */
  access: RegistryAccess
}

export const sessionCookie = 'archipelago_session'
const idleMs = 30 * 60_000
const absoluteMs = 12 * 60 * 60_000
const maxSessions = 1000

function layeredCredentials(session: Pick<Session, 'signIns'>): CredentialSource {
  const fallback = registryAccess().credentials
  return {
    async find(registry, repository) {
      return session.signIns.get(registry)?.credential ?? fallback.find(registry, repository)
    },
  }
}

/** Sessions by id; one ends half an hour after its last use, twelve hours after its start, or by signing out of everything. */
export class SessionStore {
  readonly #sessions = new LRUCache<string, Session>({ max: maxSessions, ttl: idleMs, updateAgeOnGet: true })

  find(id: string | undefined): Session | undefined {
    const session = id === undefined ? undefined : this.#sessions.get(id)
    if (!session || Date.now() - session.startedMs <= absoluteMs) return session
    this.#sessions.delete(session.id)
    return undefined
  }

  /** The session with one more sign-in, under a new id: an id that somebody planted before is worth nothing. */
  signIn(before: Session | undefined, registry: string, signIn: { credential: Credential; username: string }): Session {
    if (before) this.#sessions.delete(before.id)
    return this.#start(new Map([...(before?.signIns ?? []), [registry, signIn]]), before?.startedMs)
  }

  /** Without the sign-in, and without anything that was read with it; undefined when none is left. */
  signOut(before: Session, registry: string): Session | undefined {
    this.#sessions.delete(before.id)
    const left = new Map([...before.signIns].filter(([name]) => name !== registry))
    return left.size > 0 ? this.#start(left, before.startedMs) : undefined
  }

  #start(signIns: Session['signIns'], startedMs = Date.now()): Session {
    const config = processConfig()
    const session = {
      id: randomBytes(32).toString('base64url'),
      startedMs,
      signIns,
      access: createRegistryAccess(config, layeredCredentials({ signIns })),
    }
    this.#sessions.set(session.id, session)
    return session
  }
}

export function sessions(): SessionStore {
  return singleton('sessions', () => new SessionStore())
}

/** The header that hands the browser its session, or takes it away. */
export function sessionCookieHeader(session: Session | undefined, { isSecure }: { isSecure: boolean }): string {
  const shared = `Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`
  return session
    ? `${sessionCookie}=${session.id}; Max-Age=${absoluteMs / 1000}; ${shared}`
    : `${sessionCookie}=; Max-Age=0; ${shared}`
}

/** The identifier in a Cookie header. */
export function sessionIdIn(cookieHeader: string | null): string | undefined {
  for (const pair of cookieHeader?.split(';') ?? []) {
    const [name, value] = pair.trim().split('=')
    if (name === sessionCookie && value) return value
  }
  return undefined
}
