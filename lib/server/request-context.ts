import 'server-only'
import { setMaxListeners } from 'node:events'
import type { StoredManifest } from './manifest-store'
import { type RegistryAccess, registryAccess } from './registry-access'

/** What a verb is given besides its input: the way to the registries, the caller's cancellation, and what this request has read so far. */
export interface RequestContext {
  access: RegistryAccess
  signal?: AbortSignal
  /** Tags read during this request, so that no tag is asked twice and all parts of an answer speak of one moment. */
  readTags: Map<string, Promise<StoredManifest>>
}

/** One image is dozens of requests, and each of them listens: many listeners are no leak here. */
const maxListeners = 10_000

export function createRequestContext(signal?: AbortSignal): RequestContext {
  if (signal) setMaxListeners(maxListeners, signal)
  return { access: registryAccess(), signal, readTags: new Map() }
}
