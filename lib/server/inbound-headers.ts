import type { IncomingMessage } from 'node:http'
import type { Config } from './config'
import { nameByProxy } from './visitor-name'

/** Next itself acts on these: they choose hosts for absolute addresses, and skip parts of its own routing. */
const steering = /^(?:x-forwarded-|forwarded$|x-middleware-|x-nextjs-(?!data$)|x-now-|x-vercel-|x-matched-path$)/

/** Takes away what a caller could steer the server with, and a visitor's name that nobody trustworthy has said. */
export function cleanHeaders(
  request: Pick<IncomingMessage, 'headers' | 'headersDistinct' | 'socket'>,
  config: Pick<Config, 'userHeader' | 'trustedProxies'>,
): void {
  const { userHeader } = config
  const name = nameByProxy(request, config)
  for (const header of Object.keys(request.headers)) if (steering.test(header)) delete request.headers[header]
  if (userHeader === undefined) return
  if (name === undefined) delete request.headers[userHeader]
  else request.headers[userHeader] = name
}
