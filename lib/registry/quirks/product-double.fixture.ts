/** Doubles that behave as one product does, and clients that have been told which it is. */
import { afterEach } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { createClient, type Handler, startServer } from '../test-server'
import type { Product } from './find-quirks'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

export const repository = 'team/app'
export const mediaType = 'application/vnd.oci.image.index.v1+json'
export const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests: [] }))
export const digest = computeDigest(bytes)

export async function serve(handler: Handler) {
  const server = await startServer(handler)
  closers.push(server.close)
  return server
}

export async function doubleOf(
  product: Product,
  handler: Handler,
  { settings, ...options }: Parameters<typeof createClient>[1] = {},
) {
  const server = await serve(handler)
  return { server, client: createClient(server.registry, { ...options, settings: { ...settings, product } }) }
}

export const scopesOf = (line: string | undefined) =>
  new URL(line?.split(' ')[1] ?? '', 'http://x').searchParams.getAll('scope')

export const givesIndex: Handler = (_request, response) => response.setHeader('content-type', mediaType).end(bytes)

export const errorBody = (code: string, message = 'm', detail: unknown = null) =>
  JSON.stringify({ errors: [{ code, message, detail }] })

export const refuses =
  (status: number, code: string, message?: string): Handler =>
  (_request, response) =>
    response.writeHead(status).end(errorBody(code, message))

/** Answers requests that bring the token `T`, and hands that out. */
export const behindTokens =
  (handler: Handler, challenge = ''): Handler =>
  (request, response) => {
    if (request.url?.startsWith('/token')) return response.end('{"token":"T"}')
    if (request.headers.authorization === 'Bearer T') return handler(request, response)
    const realm = `Bearer realm="http://${request.headers.host}/token",service="s"${challenge}`
    response.writeHead(401, { 'www-authenticate': realm }).end()
  }
