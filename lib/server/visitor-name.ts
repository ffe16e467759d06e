import type { IncomingMessage } from 'node:http'
import type { Config } from './config'
import { pageResponses } from './page-responses'
import { isTrustedProxy } from './trusted-proxy'

const maxNameLength = 128

/**
 * The name that the authenticating proxy gave the visitor of this connection. Undefined where none is configured, where the
 * connection comes from elsewhere, and where the header comes twice: then one of the two is the visitor's own.
 */
export function nameByProxy(
  request: Pick<IncomingMessage, 'headersDistinct' | 'socket'>,
  { userHeader, trustedProxies }: Pick<Config, 'userHeader' | 'trustedProxies'>,
): string | undefined {
  if (userHeader === undefined || !isTrustedProxy(request.socket.remoteAddress, trustedProxies)) return undefined
  const [name, ...others] = request.headersDistinct[userHeader] ?? []
  const text = name?.trim() ?? ''
  const isName = text !== '' && text.length <= maxNameLength && !/\p{C}/u.test(text)
  return isName && others.length === 0 ? text : undefined
}

/** The name of whoever makes the request that is being answered; a `Request` alone does not tell where it comes from. */
export function visitorName(config: Pick<Config, 'userHeader' | 'trustedProxies'>): string | undefined {
  const request = pageResponses().getStore()?.req
  return request && nameByProxy(request, config)
}
