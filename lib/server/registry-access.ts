import 'server-only'
import { LRUCache } from 'lru-cache'
import type { Repository } from '@/lib/oci/reference'
import { createRegistryClient, type RegistryClient } from '@/lib/registry/client'
import { type CredentialSource, dockerConfigCredentials, firstCredentials } from '@/lib/registry/credentials'
import { createHostPolicy, type HostPolicy } from '@/lib/registry/host-policy'
import { RegistryNotes } from '@/lib/registry/notes'
import { RequestQueues } from '@/lib/registry/request-queues'
import { createTagApi } from '@/lib/registry/tag-api'
import { TokenStore } from '@/lib/registry/token'
import { type Config, processConfig } from './config'
import { ManifestStore } from './manifest-store'
import { lentCredentials } from './operator-credentials'
import { RegistryLanes } from './registry-lanes'
import { checkQuota } from './registry-quota'
import { SharedFlights } from './shared-flights'
import { singleton } from './singleton'
import { TagHints } from './tag-hints'

/** Whose sign-ins are used. With an `id`, what is read goes into a memory of fixed size that principals share without seeing each other's. */
export interface Principal extends CredentialSource {
  id?: string
}

/** The way to every registry, for one principal: the person who started the server, or a visitor with sign-ins of their own. */
export interface RegistryAccess {
  credentials: CredentialSource
  /** What registries said beside their answers: rate limits, warnings, refused sign-ins. */
  notes: RegistryNotes
  /** @throws {RegistryError} rate-limited where a visitor has asked too many registries */
  client(registry: string): RegistryClient
  manifests: ManifestStore
  /** What several visitors ask for at once is asked once. */
  flights: SharedFlights
  /** What registries tell of many tags at once. */
  tagHints: TagHints
  /** Lists wait here for their turn at a registry. */
  lanes: RegistryLanes
  /** Where rights may be taken away at any time: what was read is shown again only after the registry has allowed it lately. */
  rechecks: boolean
  /** @throws {RegistryError} unauthorized, denied where this principal may not write */
  checkWrite(place: Repository): void
}

const maxRegistries = 1000
/** With what was proved lately, a right that was taken away is noticed within a minute. */
const maxTokenAgeMs = 25_000

function policyOf({ mode, plainHttp, registries: settings, allowedRegistries, sandbox }: Config): HostPolicy {
  const allow = [...allowedRegistries, ...(sandbox === undefined ? [] : [sandbox])]
  return createHostPolicy({ plainHttp, settings, ...(mode === 'shared' && { allow, isGuarded: true }) })
}

function operator({ mode, signInFiles, registries }: Config): Principal {
  const all = firstCredentials(signInFiles.map((path) => dockerConfigCredentials(path)))
  return mode === 'shared' ? lentCredentials(all, registries) : all
}

function memoryFor({ id }: Principal, config: Config): ManifestStore {
  const create = () => new ManifestStore({ maxBytes: config.cacheMib * 1024 * 1024 })
  return id === undefined ? create() : singleton('manifest-store', create).of(id)
}

/** What may not be used at all costs a visitor nothing. */
function isUsable(policy: HostPolicy, registry: string): boolean {
  try {
    return policy.endpoint(registry) !== undefined
  } catch {
    return false
  }
}

export function createRegistryAccess(config: Config, principal: Principal = operator(config)): RegistryAccess {
  const policy = policyOf(config)
  const notes = new RegistryNotes()
  const isShared = config.mode === 'shared'
  const tokens = new TokenStore(isShared ? { maxAgeMs: maxTokenAgeMs } : {})
  const clients = new LRUCache<string, RegistryClient>({ max: maxRegistries })
  const timeouts = { totalMs: config.timeoutMs }
  const queues = singleton('request-queues', () => new RequestQueues())
  return {
    credentials: principal,
    notes,
    client(registry) {
      if (isUsable(policy, registry)) checkQuota(registry, config)
      const known = clients.get(registry)
      if (known) return known
      const client = createRegistryClient({
        registry,
        policy,
        credentials: principal,
        tokens,
        timeouts,
        queues,
        onNotes: notes.observe,
      })
      clients.set(registry, client)
      return client
    },
    manifests: memoryFor(principal, config),
    flights: new SharedFlights(),
    tagHints: new TagHints(createTagApi({ policy })),
    // one for the whole server: a registry does not care whose lists they are
    lanes: singleton('registry-lanes', () => new RegistryLanes({ concurrency: config.concurrency })),
    rechecks: isShared,
    checkWrite: () => {},
  }
}

export function registryAccess(): RegistryAccess {
  return singleton('registry-access', () => createRegistryAccess(processConfig()))
}
