import 'server-only'
import { setMaxListeners } from 'node:events'
import type { Redis } from 'ioredis'
import { type Journal, processJournal } from './journal'
import type { StoredManifest } from './manifest-store'
import { processRedis } from './redis'
import { type RegistryAccess, registryAccess } from './registry-access'
import { type Session, sessions } from './session'
import { SharedFlights } from './shared-flights'

/** What a verb is given besides its input: the way to the registries, the caller's cancellation, and what this request has read so far. */
export interface RequestContext {
  access: RegistryAccess
  signal?: AbortSignal
  /** Tags read during this request, so that no tag is asked twice and all parts of an answer speak of one moment. */
  readTags: Map<string, Promise<StoredManifest>>
  /** Where every write to a tag is noted. */
  journal: Journal
  /** Where servers take turns at a tag; absent where this one is alone. */
  redis?: Redis | undefined
  /** The visitor's sign-ins, when there are any. A verb that changes them leaves the new one here, and `handle` sets the cookie. */
  session?: Session | undefined
  /** Who asks, as the journal names them. */
  by: string
}

/** One image is dozens of requests, and each of them listens: many listeners are no leak here. */
const maxListeners = 10_000

export function createRequestContext(signal?: AbortSignal, sessionId?: string): RequestContext {
  if (signal) setMaxListeners(maxListeners, signal)
  const [journal, redis] = [processJournal(), processRedis()]
  const session = sessions().find(sessionId)
  const access = session?.access ?? registryAccess()
  return { access, session, signal, readTags: new Map(), journal, redis, by: 'local' }
}

/** For what must see the present: joins no reading that somebody began earlier, and forgets what this request has read. */
export function readAfresh(context: RequestContext): RequestContext {
  return { ...context, access: { ...context.access, flights: new SharedFlights() }, readTags: new Map() }
}
