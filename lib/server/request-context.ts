import 'server-only'
import { setMaxListeners } from 'node:events'
import type { Redis } from 'ioredis'
import { processConfig } from './config'
import { type Journal, processJournal } from './journal'
import type { StoredManifest } from './manifest-store'
import { processRedis } from './redis'
import { type RegistryAccess, registryAccess } from './registry-access'
import type { Session } from './session'
import { SharedFlights } from './shared-flights'
import { withVisitorRights } from './visitor-rights'

/** What a verb is given besides its input: the way to the registries, the caller's cancellation, and what this request has read so far. */
export interface RequestContext {
  access: RegistryAccess
  signal?: AbortSignal
  /** Tags read during this request, so that no tag is asked twice and all parts of an answer speak of one moment. */
  readTags: Map<string, Promise<StoredManifest>>
  /** What unusually large documents have come to in this request. */
  largeReads: { bytes: number }
  /** Where every write to a tag is noted. */
  journal: Journal
  /** Where servers take turns at a tag; absent where this one is alone. */
  redis?: Redis | undefined
  /** The visitor's sign-ins, when there are any. A verb that changes them leaves the new one here, and `handle` sets the cookie. */
  session?: Session | undefined
  /** Said by the proxy in front, or by the token for scripts. */
  name?: string | undefined
  /** Who asks, as the journal names them where their name at the registry does not. */
  by: string
}

export interface Caller {
  session?: Session | undefined
  /** What the proxy in front calls them, or that they are a script; undefined where nobody has said. */
  name?: string | undefined
}

/** One image is dozens of requests, and each of them listens: many listeners are no leak here. */
const maxListeners = 10_000

function accessOf({ session, name }: Caller): RegistryAccess {
  const { mode, registries: settings } = processConfig()
  const everybody = registryAccess()
  const access = session?.access ?? everybody
  if (mode === 'local') return access
  const signIns = session?.signIns ?? new Map()
  return withVisitorRights(access, { signIns, isNamed: name !== undefined, settings, everybody })
}

export function createRequestContext(signal?: AbortSignal, caller: Caller = {}): RequestContext {
  if (signal) setMaxListeners(maxListeners, signal)
  const [journal, redis] = [processJournal(), processRedis()]
  const { session, name } = caller
  const by = processConfig().mode === 'local' ? 'local' : (name ?? 'anonymous')
  return {
    access: accessOf(caller),
    session,
    name,
    signal,
    readTags: new Map(),
    largeReads: { bytes: 0 },
    journal,
    redis,
    by,
  }
}

/** Who writes to a registry, as the journal names them: by the proxy's word, else as they have signed in there. */
export function writerAt(registry: string, { by, name, session }: RequestContext): string {
  if (processConfig().mode === 'local' || name !== undefined) return by
  return session?.signIns.get(registry)?.username ?? by
}

/** For what must see the present: joins no reading that somebody began earlier, and forgets what this request has read. */
export function readAfresh(context: RequestContext): RequestContext {
  return { ...context, access: { ...context.access, flights: new SharedFlights() }, readTags: new Map() }
}
