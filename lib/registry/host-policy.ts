import { canonicalRegistry, isRegistry } from '@/lib/oci/reference'
import { isLoopbackHost, type Reach } from './address-guard'
import type { Tls } from './egress'
import { RegistryError } from './errors'
import { isPublicRegistry } from './public-registries'
import { findQuirks } from './quirks/find-quirks'
import type { Quirks } from './quirks/quirks'
import type { RegistrySettings } from './registry-settings'

export interface Endpoint {
  /** `https://host[:port]` or `http://host[:port]`. */
  origin: string
  allowsPrivate: boolean
  /** Named by the operator: a registry may point here although it is private or plain http. */
  isListed?: boolean
  /** Strangers ask: see `isGuarded` of the policy. */
  isGuarded?: boolean
  settings?: RegistrySettings
  quirks?: Quirks
}

export interface HostPolicy {
  /** @throws {RegistryError} not-allowed */
  endpoint(registry: string): Endpoint
}

/** Where registries live, for those that nobody has listed. */
const usualPorts = new Set([443, 5000, 5001, 8443])

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

export interface HostPolicyOptions {
  plainHttp: string[]
  /** Besides the well-known public registries; what is on neither list may not be used, and only what is named reaches a private network. */
  allow?: string[]
  /** By registry; one that is named here may be used. */
  settings?: Record<string, RegistrySettings>
  /**
   * Strangers use this server, and it must not show them its network: registries that are not listed are asked over https, on
   * usual ports and at public addresses only, and whatever keeps one from being reached is told in the same words.
   */
  isGuarded?: boolean
}

/**
 * Decides where a registry's requests go. Hosts are `host[:port]`; one without a port stands for all of its ports.
 * Without `allow` any registry may be used: the mode of a person's own machine.
 */
export function createHostPolicy(options: HostPolicyOptions): HostPolicy {
  const plainHttp = normalizeList(options.plainHttp)
  const allow = options.allow && normalizeList(options.allow)
  const { isGuarded = false } = options
  const settingsOf = new Map(
    Object.entries(options.settings ?? {}).map(([key, value]) => [canonicalRegistry(key), value]),
  )
  const isIn = (list: ReadonlySet<string> | undefined, registry: string) =>
    list !== undefined && (list.has(registry) || list.has(withoutPort(registry)))
  return {
    endpoint(name) {
      const registry = canonicalRegistry(name)
      if (!isRegistry(registry)) refuse(name, 'This is not a registry’s address; write it as host or host:port.')
      const settings = settingsOf.get(registry)
      const isListed = isIn(plainHttp, registry) || isIn(allow, registry) || settings !== undefined
      if (allow && !isListed && !isPublicRegistry(registry))
        refuse(registry, `${registry} is not among the registries that may be used here; ask whoever runs this site.`)
      const isStranger = isGuarded && !isListed
      const port = portOf(registry) ?? 443
      if (foreignPorts.has(port) || (isStranger && !usualPorts.has(port)))
        refuse(registry, `${registry} is not used: registries do not live on this port. Check the address.`)
      const isPlain =
        !isStranger && (settings?.plainHttp ?? (isIn(plainHttp, registry) || isLoopbackHost(withoutPort(registry))))
      const quirks = findQuirks(registry, settings?.product)
      const host = quirks?.apiHost ?? registry
      return {
        origin: settings?.endpoint ?? new URL(`${isPlain ? 'http' : 'https'}://${host}`).origin,
        allowsPrivate: !isStranger && (allow === undefined || isListed),
        isListed,
        isGuarded,
        ...(settings && { settings }),
        ...(quirks && { quirks }),
      }
    },
  }
}

/** How far requests to the registry itself may go; this machine only where its own name or the operator says so. */
export function reachOf({ origin, allowsPrivate, isGuarded, isListed }: Endpoint): Reach {
  if (isGuarded && !isListed) return 'public'
  const { protocol, hostname } = new URL(origin)
  if (protocol === 'http:' || isLoopbackHost(hostname)) return 'loopback'
  return allowsPrivate ? 'private' : 'public'
}

/** A mirror has the settings of the registry of its own name, where there is one at that address. */
export function mirrorEndpoint(policy: HostPolicy, origin: string): Endpoint {
  const plain: Endpoint = { origin, allowsPrivate: true, isListed: true }
  try {
    const endpoint = policy.endpoint(new URL(origin).host)
    return endpoint.origin === origin ? endpoint : plain
  } catch {
    return plain
  }
}

/** Whether the operator has said that this registry may send its sign-ins there; without TLS only where it has none itself. */
export function isTrusted(url: URL, endpoint: Endpoint | undefined): boolean {
  const trusted = endpoint?.settings?.trusted ?? []
  const isEnough =
    url.protocol === 'https:' || (url.protocol === 'http:' && endpoint?.origin.startsWith('http:') === true)
  return isEnough && (trusted.includes(url.host) || trusted.includes(url.hostname))
}

/** What TLS needs on the way to `url`: the client's certificate is for the registry alone, its authority also for whom it trusts. */
export function tlsFor(url: URL, endpoint: Endpoint | undefined): Tls | undefined {
  const { ca, clientCert, clientKey } = endpoint?.settings ?? {}
  const isHome = url.origin === endpoint?.origin
  const isClient = isHome && clientCert !== undefined && clientKey !== undefined
  if (url.protocol !== 'https:' || !(isHome || isTrusted(url, endpoint)) || (ca === undefined && !isClient))
    return undefined
  return { ...(ca !== undefined && { ca }), ...(isClient && { cert: clientCert, key: clientKey }) }
}
