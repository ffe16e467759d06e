/** Doubles that behave as one product does, and clients that have been told which it is. */
import { expect } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { listRepositories } from '../catalog'
import { deleteManifest } from '../manifests'
import { serve } from '../served.fixture'
import { createClient, type Handler } from '../test-server'
import type { Product } from './find-quirks'

export const repository = 'team/app'
export const mediaType = 'application/vnd.oci.image.index.v1+json'
export const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests: [] }))
export const digest = computeDigest(bytes)
export const address = { repository, name: '1.0' }
export const put = { ...address, bytes, mediaType }

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

/** Neither a catalog nor a deletion is asked for, by tag or by digest; where things are deleted instead is said. */
export async function expectHiddenAndKept(product: Product, place: string) {
  const { server, client } = await doubleOf(product, (_request, response) => response.writeHead(500).end())
  await expect(listRepositories(client)).rejects.toMatchObject({ kind: 'unsupported' })
  for (const name of ['1.0', digest])
    await expect(deleteManifest(client, { repository, name })).rejects.toMatchObject({
      kind: 'unsupported',
      message: expect.stringContaining(place),
    })
  expect(server.seen).toEqual([])
}
