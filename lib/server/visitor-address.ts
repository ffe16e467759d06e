import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import type { Config } from './config'
import { pageResponses } from './page-responses'
import { isTrustedProxy } from './trusted-proxy'

const headerName = 'x-forwarded-for'

/** Some proxies add the port. Undefined for what is no address. */
function parseHop(text: string): string | undefined {
  const trimmed = text.trim()
  const address = /^\[(.*)\](?::\d+)?$/.exec(trimmed)?.[1] ?? /^([\d.]+):\d+$/.exec(trimmed)?.[1] ?? trimmed
  return isIP(address) === 0 ? undefined : address
}

/** As the header was sent, leftmost first: Next adds to `headers` what nobody has sent. */
function forwardedHops(rawHeaders: readonly string[]): string[] {
  return rawHeaders.flatMap((value, index) =>
    index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === headerName ? value.split(',') : [],
  )
}

/** Each hop is the word of the one after it: the first from the right that is no proxy of ours is the one that counts. */
function clientAddress(
  { socket, rawHeaders }: Pick<IncomingMessage, 'socket' | 'rawHeaders'>,
  trustedProxies: readonly string[],
): string {
  let address = socket.remoteAddress?.split('%')[0] ?? ''
  for (const hop of forwardedHops(rawHeaders).reverse()) {
    const before = parseHop(hop)
    if (!isTrustedProxy(address, trustedProxies) || before === undefined) break
    address = before
  }
  return address
}

/**
 * Who is counted as one visitor: an address, by the word of trusted proxies where there are any in between; of IPv6 the network
 * of 64 bits, in which one machine has as many as it likes.
 */
export function visitorAddress(
  request: Pick<IncomingMessage, 'socket' | 'rawHeaders'>,
  { trustedProxies }: Pick<Config, 'trustedProxies'>,
): string {
  const text = clientAddress(request, trustedProxies)
  if (!ipaddr.isValid(text)) return 'unknown'
  const address = ipaddr.process(text)
  return address instanceof ipaddr.IPv6 ? address.toByteArray().slice(0, 8).join('.') : address.toString()
}

/** The visitor whose request is being answered; undefined where none is. */
export function currentVisitorAddress(config: Pick<Config, 'trustedProxies'>): string | undefined {
  const request = pageResponses().getStore()?.req
  return request && visitorAddress(request, config)
}
