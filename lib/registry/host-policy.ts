import { canonicalRegistry, isRegistry } from '@/lib/oci/reference'
import { isLoopbackHost, type Reach } from './address-guard'
import { RegistryError } from './errors'

export interface Endpoint {
  /** `https://host[:port]` or `http://host[:port]`. */
  origin: string
  allowsPrivate: boolean
  /** Named by the operator: a registry may point here although it is private or plain http. */
  isListed?: boolean
}

export interface HostPolicy {
  /** @throws {RegistryError} not-allowed */
  endpoint(registry: string): Endpoint
}

const dockerHubHost = 'registry-1.docker.io'
/** Ports that speak something else, so that nobody makes us talk to a mail server. */
const foreignPorts = new Set([
  21, 22, 23, 25, 53, 110, 143, 389, 445, 465, 587, 993, 995, 2375, 3306, 5432, 6379, 11211,
])

function refuse(registry: string, message: string): never {
  throw new RegistryError({ kind: 'not-allowed', registry, message })
}

const normalizeList = (hosts: string[]) => new Set(hosts.map((host) => canonicalRegistry(host.trim())).filter(Boolean))

const withoutPort = (registry: string) => registry.replace(/:\d+$/, '')

function portOf(registry: string): number | undefined {
  const port = /:(\d+)$/.exec(registry)?.[1]
  return port === undefined || registry.endsWith(']') ? undefined : Number(port)
}

/**
 * Decides where a registry's requests go. Hosts are `host[:port]`; one without a port stands for all of its ports.
 * Without `allow` any registry may be used: the mode of a person's own machine.
 */
export function createHostPolicy(options: { plainHttp: string[]; allow?: string[] }): HostPolicy {
  const plainHttp = normalizeList(options.plainHttp)
  const allow = options.allow && normalizeList(options.allow)
  const isIn = (list: ReadonlySet<string> | undefined, registry: string) =>
    list !== undefined && (list.has(registry) || list.has(withoutPort(registry)))
  return {
    endpoint(name) {
      const registry = canonicalRegistry(name)
      if (!isRegistry(registry)) refuse(name, 'This is not a registry’s address; write it as host or host:port.')
      if (allow && !isIn(allow, registry) && !isIn(plainHttp, registry))
        refuse(registry, `${registry} is not among the registries that may be used here; ask whoever runs this site.`)
      if (foreignPorts.has(portOf(registry) ?? 0))
        refuse(registry, `${registry} is not used: registries do not live on this port. Check the address.`)
      const isListed = isIn(plainHttp, registry) || isIn(allow, registry)
      const isPlain = isIn(plainHttp, registry) || isLoopbackHost(withoutPort(registry))
      const host = registry === 'docker.io' ? dockerHubHost : registry
      return { origin: new URL(`${isPlain ? 'http' : 'https'}://${host}`).origin, allowsPrivate: true, isListed }
    },
  }
}

/** How far requests to the registry itself may go; this machine only where its own name or the operator says so. */
export function reachOf({ origin, allowsPrivate }: Endpoint): Reach {
  const { protocol, hostname } = new URL(origin)
  if (protocol === 'http:' || isLoopbackHost(hostname)) return 'loopback'
  return allowsPrivate ? 'private' : 'public'
}
