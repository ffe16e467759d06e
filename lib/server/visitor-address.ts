import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'

/** Who is counted as one visitor: an address; of IPv6 the network of 64 bits, in which one machine has as many as it likes. */
export function visitorAddress({ socket }: Pick<IncomingMessage, 'socket'>): string {
  const text = socket.remoteAddress?.split('%')[0] ?? ''
  if (!ipaddr.isValid(text)) return 'unknown'
  const address = ipaddr.process(text)
  return address instanceof ipaddr.IPv6 ? address.toByteArray().slice(0, 8).join('.') : address.toString()
}
