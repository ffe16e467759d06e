import 'server-only'
import { LRUCache } from 'lru-cache'
import { createRegistryClient, type RegistryClient } from '@/lib/registry/client'
import { dockerConfigCredentials } from '@/lib/registry/credentials'
import { createHostPolicy } from '@/lib/registry/host-policy'
import { TokenStore } from '@/lib/registry/token'
import { type Config, processConfig } from './config'
import { ManifestStore } from './manifest-store'
import { singleton } from './singleton'

/** The way to every registry, for one principal: in local mode the person who started the server. */
export interface RegistryAccess {
  client(registry: string): RegistryClient
  manifests: ManifestStore
}

const maxRegistries = 1000

export function createRegistryAccess(config: Config): RegistryAccess {
  const policy = createHostPolicy({ plainHttp: config.plainHttp })
  const credentials = dockerConfigCredentials(config.dockerConfig)
  const tokens = new TokenStore()
  const clients = new LRUCache<string, RegistryClient>({ max: maxRegistries })
  const limits = { totalMs: config.timeoutMs }
  return {
    client(registry) {
      const known = clients.get(registry)
      if (known) return known
      const client = createRegistryClient({ registry, policy, credentials, tokens, limits })
      clients.set(registry, client)
      return client
    },
    manifests: new ManifestStore({ maxBytes: config.cacheMib * 1024 * 1024 }),
  }
}

export function registryAccess(): RegistryAccess {
  return singleton('registry-access', () => createRegistryAccess(processConfig()))
}
