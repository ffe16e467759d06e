import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { ApiFailure } from '@/lib/contract/error'
import { type Credential, credentialOf } from '@/lib/registry/credential'
import { Secret } from '@/lib/registry/secret'
import { type Config, processConfig } from './config'
import { log } from './log'
import { processRedis } from './redis'
import { createRegistryAccess, type RegistryAccess, registryAccess } from './registry-access'
import { createSealer, type Sealer } from './seal'
import { MemoryVault, RedisVault, type SessionVault } from './session-vault'
import { singleton } from './singleton'

export interface SignIn {
  credential: Credential
  username: string
  /** The registry has checked it, and does not let everybody in. */
  isConfirmed: boolean
}

/** A visitor's own sign-ins. They are kept sealed on the server; the browser holds an identifier that says nothing. */
export interface Session {
  id: string
  startedMs: number
  signIns: ReadonlyMap<string, SignIn>
  /** A way to the registries with these sign-ins, with a memory of its own: what one may see, another may not. */
  access: RegistryAccess
}

const idleMs = 30 * 60_000
const absoluteMs = 12 * 60 * 60_000
const maxOpenSessions = 500

const contentSchema = z.object({
  startedMs: z.number(),
  signIns: z.array(
    z.object({ registry: z.string(), username: z.string(), password: z.string(), isConfirmed: z.boolean() }),
  ),
})

/** What lies in the vault does not tell what to send as a cookie. */
const nameOf = (id: string) => createHash('sha256').update(id).digest('base64url')

function serialize({ startedMs, signIns }: Session): string {
  const list = [...signIns].flatMap(([registry, { credential, username, isConfirmed }]) => {
    if ('registryToken' in credential) return []
    const secret = 'password' in credential ? credential.password : credential.identityToken
    return [{ registry, username, password: secret.reveal(), isConfirmed }]
  })
  return JSON.stringify({ startedMs, signIns: list })
}

function createSession(id: string, startedMs: number, signIns: Session['signIns']): Session {
  const fallback = registryAccess().credentials
  const access = createRegistryAccess(processConfig(), {
    id: nameOf(id),
    find: async (registry, repository) => signIns.get(registry)?.credential ?? fallback.find(registry, repository),
  })
  return { id, startedMs, signIns, access }
}

function parse(id: string, text: string): Session {
  const { startedMs, signIns } = contentSchema.parse(JSON.parse(text))
  const entries = signIns.map(({ registry, username, password, isConfirmed }) => {
    const signIn: SignIn = { credential: credentialOf(username, new Secret(password)), username, isConfirmed }
    return [registry, signIn] as const
  })
  return createSession(id, startedMs, new Map(entries))
}

interface StoreOptions {
  vault: SessionVault
  sealer: Sealer
  now?: () => number
}

/** Sessions by id; one ends half an hour after its last use, twelve hours after its start, or by signing out of everything. */
export class SessionStore {
  readonly #vault: SessionVault
  readonly #sealer: Sealer
  readonly #now: () => number
  /** Those in use here. Whether one still lives, the vault says each time. */
  readonly #opened = new LRUCache<string, Session>({ max: maxOpenSessions, ttl: idleMs, updateAgeOnGet: true })

  constructor({ vault, sealer, now = Date.now }: StoreOptions) {
    this.#vault = vault
    this.#sealer = sealer
    this.#now = now
  }

  /** @throws {ApiFailure} INTERNAL where the vault cannot be reached */
  async find(id: string | undefined): Promise<Session | undefined> {
    if (id === undefined) return undefined
    try {
      const session = await this.#open(id)
      const leftMs = session ? session.startedMs + absoluteMs - this.#now() : 0
      if (session && leftMs > 0 && (await this.#vault.touch(nameOf(id), Math.min(idleMs, leftMs)))) return session
      await this.#end(id)
      return undefined
    } catch (error) {
      log().error({ err: error }, 'the sign-ins of visitors cannot be read')
      const message = 'Sign-ins cannot be read at the moment, for Redis (REDIS_URL) does not answer; try again.'
      throw new ApiFailure({ code: 'INTERNAL', message }, { cause: error })
    }
  }

  async #open(id: string): Promise<Session | undefined> {
    const known = this.#opened.get(id)
    if (known) return known
    const name = nameOf(id)
    const sealed = await this.#vault.get(name)
    const text = sealed === undefined ? undefined : this.#sealer.open(sealed, name)
    const session = text === undefined ? undefined : parse(id, text)
    if (session) this.#opened.set(id, session)
    return session
  }

  /** The session with one more sign-in, under a new id: an id that somebody planted before is worth nothing. */
  async signIn(before: Session | undefined, registry: string, signIn: SignIn): Promise<Session> {
    return this.#replace(before, new Map([...(before?.signIns ?? []), [registry, signIn]]))
  }

  /** Without the sign-in, and without anything that was read with it; undefined when none is left. */
  async signOut(before: Session, registry: string): Promise<Session | undefined> {
    const left = new Map([...before.signIns].filter(([name]) => name !== registry))
    if (left.size > 0) return this.#replace(before, left)
    await this.#end(before.id)
    return undefined
  }

  async #end(id: string): Promise<void> {
    this.#opened.delete(id)
    await this.#vault.delete(nameOf(id))
  }

  async #replace(before: Session | undefined, signIns: Session['signIns']): Promise<Session> {
    if (before) await this.#end(before.id)
    const session = createSession(randomBytes(32).toString('base64url'), before?.startedMs ?? this.#now(), signIns)
    const name = nameOf(session.id)
    const leftMs = Math.max(1, session.startedMs + absoluteMs - this.#now())
    await this.#vault.put(name, this.#sealer.seal(serialize(session), name), Math.min(idleMs, leftMs))
    this.#opened.set(session.id, session)
    return session
  }
}

function createProcessStore({ secrets }: Config): SessionStore {
  const redis = secrets.length > 0 ? processRedis() : undefined
  const vault = redis ? new RedisVault(redis) : new MemoryVault()
  // without a configured secret nothing is to outlive this process
  const keys = secrets.length > 0 ? secrets : [new Secret(randomBytes(32).toString('base64'))]
  return new SessionStore({ vault, sealer: createSealer(keys) })
}

export function sessions(): SessionStore {
  return singleton('sessions', () => createProcessStore(processConfig()))
}
