import 'server-only'
import { LRUCache } from 'lru-cache'
import { createRegistryClient, type RegistryClient } from '@/lib/registry/client'
import { type CredentialSource, dockerConfigCredentials, firstCredentials } from '@/lib/registry/credentials'
import { createHostPolicy } from '@/lib/registry/host-policy'
import { RegistryNotes } from '@/lib/registry/notes'
import { RequestQueues } from '@/lib/registry/request-queues'
import { createTagApi } from '@/lib/registry/tag-api'
import { TokenStore } from '@/lib/registry/token'
import { type Config, processConfig } from './config'
import { ManifestStore } from './manifest-store'
import { RegistryLanes } from './registry-lanes'
import { SharedFlights } from './shared-flights'
import { singleton } from './singleton'
import { TagHints } from './tag-hints'

/** The way to every registry, for one principal: the person who started the server, or a visitor with sign-ins of their own. */
export interface RegistryAccess {
  credentials: CredentialSource
  /** What registries said beside their answers: rate limits, warnings, refused sign-ins. */
  notes: RegistryNotes
  client(registry: string): RegistryClient
  manifests: ManifestStore
  /** What several visitors ask for at once is asked once. */
  flights: SharedFlights
  /** What registries tell of many tags at once. */
  tagHints: TagHints
  /** Lists wait here for their turn at a registry. */
  lanes: RegistryLanes
}

const maxRegistries = 1000

export function createRegistryAccess(
  config: Config,
  credentials: CredentialSource = firstCredentials(config.signInFiles.map((path) => dockerConfigCredentials(path))),
): RegistryAccess {
  const policy = createHostPolicy({ plainHttp: config.plainHttp, settings: config.registries })
  const notes = new RegistryNotes()
  const tokens = new TokenStore()
  const clients = new LRUCache<string, RegistryClient>({ max: maxRegistries })
  const timeouts = { totalMs: config.timeoutMs }
  const queues = singleton('request-queues', () => new RequestQueues())
  return {
    credentials,
    notes,
    client(registry) {
      const known = clients.get(registry)
      if (known) return known
      const client = createRegistryClient({
        registry,
        policy,
        credentials,
        tokens,
        timeouts,
        queues,
        onNotes: notes.observe,
      })
      clients.set(registry, client)
      return client
    },
    manifests: new ManifestStore({ maxBytes: config.cacheMib * 1024 * 1024 }),
    flights: new SharedFlights(),
    tagHints: new TagHints(createTagApi({ policy })),
    lanes: new RegistryLanes({ concurrency: config.concurrency }),
  }
}

export function registryAccess(): RegistryAccess {
  return singleton('registry-access', () => createRegistryAccess(processConfig()))
}
