import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

export type AddressClass = 'public' | 'private' | 'loopback' | 'forbidden'

/** How far a request may go: `public` addresses only, also the local network, or also this machine. */
export type Reach = 'public' | 'private' | 'loopback'

const allowed: Record<Reach, ReadonlySet<AddressClass>> = {
  public: new Set<AddressClass>(['public']),
  private: new Set<AddressClass>(['public', 'private']),
  loopback: new Set<AddressClass>(['public', 'private', 'loopback']),
}

/** Services of clouds that hand out credentials, at addresses which look public or private: Azure, Alibaba, Oracle, AWS, Google. */
const metadataAddresses = new Set(
  ['168.63.129.16', '100.100.100.200', '192.0.0.192', 'fd00:ec2::254', 'fd20:ce::254'].map((address) =>
    ipaddr.parse(address).toNormalizedString(),
  ),
)

/** Parts of 2000::/3 that lead somewhere else than they seem to: special purposes, documentation, 6to4, AS112. */
const forbiddenNetworks = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', '2620:4f:8000::/48'].map((network) =>
  ipaddr.IPv6.parseCIDR(network),
)
const globalNetwork = ipaddr.IPv6.parseCIDR('2000::/3')
const nat64Network = ipaddr.IPv6.parseCIDR('64:ff9b::/96')

function classifyIpv4(address: ipaddr.IPv4): AddressClass {
  const range = address.range()
  if (range === 'unicast') return 'public'
  if (range === 'private' || range === 'carrierGradeNat') return 'private'
  return range === 'loopback' ? 'loopback' : 'forbidden'
}

function classifyIpv6(address: ipaddr.IPv6): AddressClass {
  if (address.range() === 'loopback') return 'loopback'
  if (address.range() === 'uniqueLocal') return 'private'
  if (address.match(nat64Network)) {
    // on networks whose only way to IPv4 is NAT64, every public host looks like this
    const inner = new ipaddr.IPv4(address.toByteArray().slice(12)).toString()
    return classifyAddress(inner) === 'public' ? 'public' : 'forbidden'
  }
  const isGlobal = address.match(globalNetwork) && !forbiddenNetworks.some((network) => address.match(network))
  return isGlobal ? 'public' : 'forbidden'
}

/** What an IP address stands for. Anything that is not plainly one of the others is `forbidden`, text that is no address too. */
export function classifyAddress(text: string): AddressClass {
  const bare = text.split('%')[0] ?? ''
  if (isIP(bare) === 0) return 'forbidden'
  const address = ipaddr.parse(bare)
  if (metadataAddresses.has(address.toNormalizedString())) return 'forbidden'
  return address instanceof ipaddr.IPv4 ? classifyIpv4(address) : classifyIpv6(address)
}

export function isAddressAllowed(address: string, reach: Reach): boolean {
  return allowed[reach].has(classifyAddress(address))
}

/** Names and literals of this machine: `localhost`, `*.localhost`, 127.0.0.0/8, `[::1]`. */
export function isLoopbackHost(hostname: string): boolean {
  const bare = hostname.toLowerCase().replace(/^\[|\]$/g, '')
  if (bare === 'localhost' || bare.endsWith('.localhost')) return true
  return isIP(bare) !== 0 && classifyAddress(bare) === 'loopback'
}
