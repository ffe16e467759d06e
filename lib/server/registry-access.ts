import 'server-only'
import { LRUCache } from 'lru-cache'
import { createRegistryClient, type RegistryClient } from '@/lib/registry/client'
import { dockerConfigCredentials } from '@/lib/registry/credentials'
import { createHostPolicy } from '@/lib/registry/host-policy'
import { TokenStore } from '@/lib/registry/token'
import { type Config, processConfig } from './config'
import { ManifestStore } from './manifest-store'
import { RegistryLanes } from './registry-lanes'
import { SharedFlights } from './shared-flights'
import { singleton } from './singleton'

/** The way to every registry, for one principal: in local mode the person who started the server. */
export interface RegistryAccess {
  client(registry: string): RegistryClient
  manifests: ManifestStore
  /** What several visitors ask for at once is asked once. */
  flights: SharedFlights
  /** Lists wait here for their turn at a registry. */
  lanes: RegistryLanes
}

const maxRegistries = 1000

export function createRegistryAccess(config: Config): RegistryAccess {
  const policy = createHostPolicy({ plainHttp: config.plainHttp })
  const credentials = dockerConfigCredentials(config.dockerConfig)
  const tokens = new TokenStore()
  const clients = new LRUCache<string, RegistryClient>({ max: maxRegistries })
  const timeouts = { totalMs: config.timeoutMs }
  return {
    client(registry) {
      const known = clients.get(registry)
      if (known) return known
      const client = createRegistryClient({ registry, policy, credentials, tokens, timeouts })
      clients.set(registry, client)
      return client
    },
    manifests: new ManifestStore({ maxBytes: config.cacheMib * 1024 * 1024 }),
    flights: new SharedFlights(),
    lanes: new RegistryLanes({ concurrency: config.concurrency }),
  }
}

export function registryAccess(): RegistryAccess {
  return singleton('registry-access', () => createRegistryAccess(processConfig()))
}
