/** What is tried again and what is not, told by what arrives at a registry. */
import { afterEach, describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import type { RegistryClient } from './client'
import { deleteManifest, putManifest } from './manifests'
import { createClient, type Handler, startServer } from './test-server'
import { startUpload } from './upload-session'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})
async function serve(handler: Handler) {
  const server = await startServer(handler)
  closers.push(server.close)
  return { server, client: createClient(server.registry) }
}

const mediaType = 'application/vnd.oci.image.index.v1+json'
const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests: [] }))
const digest = computeDigest(bytes)
const repository = 'team/app'

type Act = (client: RegistryClient) => Promise<unknown>
const read: Act = (client) => client.request({ method: 'GET', path: '/v2/team/app/x', scopes: [] })
const look: Act = (client) => client.request({ method: 'HEAD', path: '/v2/team/app/x', scopes: [] })
const putTag: Act = (client) => putManifest(client, { repository, name: '1.0', bytes, mediaType })
const putDigest: Act = (client) => putManifest(client, { repository, name: digest, bytes, mediaType })
const remove: Act = (client) => deleteManifest(client, { repository, name: digest })
const beginUpload: Act = (client) => startUpload({ client, repository })

const never = (work: Promise<unknown>) => expect(work).rejects.toMatchObject({ name: 'RegistryError' })
/** Without a wait, so that what is counted is the tries. */
const at =
  (status: number): Handler =>
  (_request, response) =>
    response.writeHead(status, { 'retry-after': '0' }).end()

describe('an answer', () => {
  it.each([408, 429, 499, 500, 502, 503, 504, 522])('%i: reads are tried three times', async (status) => {
    for (const act of [read, look]) {
      const { server, client } = await serve(at(status))
      await never(act(client))
      expect(server.seen).toHaveLength(3)
    }
  })

  it.each([400, 403, 404, 405, 409, 412, 413, 415, 416, 501])('%i: nothing is tried again', async (status) => {
    const { server, client } = await serve(at(status))
    await never(read(client))
    expect(server.seen).toHaveLength(1)
  })

  it('401: is answered with a sign-in, and not tried again', async () => {
    const { server, client } = await serve(at(401))
    await never(read(client))
    expect(server.seen).toEqual(['GET /v2/team/app/x', 'GET /v2/'])
  })

  it.each<[string, Act, number, number]>([
    ['a manifest by digest', putDigest, 503, 3],
    ['a manifest by digest, which may be there now', putDigest, 500, 1],
    ['a manifest by tag', putTag, 503, 1],
    ['the start of an upload', beginUpload, 503, 3],
    ['a deletion', remove, 503, 1],
  ])('to a write of %s', async (_what, act, status, tries) => {
    const { server, client } = await serve(at(status))
    await never(act(client))
    expect(server.seen).toHaveLength(tries)
  })
})

describe('a connection that breaks', () => {
  it.each<[string, Act, string]>([
    ['a read', read, 'GET GET GET'],
    ['a manifest by digest', putDigest, 'PUT PUT PUT'],
    ['a manifest by tag, which is looked at first', putTag, 'PUT HEAD HEAD HEAD'],
    ['the start of an upload', beginUpload, 'POST POST POST'],
    ['a deletion', remove, 'DELETE DELETE'],
  ])('in %s', async (_what, act, methods) => {
    const { server, client } = await serve((request) => void request.socket.destroy())
    await never(act(client))
    expect(server.seen.map((line) => line.split(' ')[0]).join(' ')).toBe(methods)
  })
})

describe('Retry-After', () => {
  /** Says so once, then answers. */
  const asksOnce = (retryAfter: () => string | undefined) => {
    let isFirst = true
    return serve((_request, response) => {
      if (!isFirst) return response.end('{}')
      isFirst = false
      const value = retryAfter()
      response.writeHead(429, value === undefined ? {} : { 'retry-after': value }).end()
    })
  }

  it.each<[string, () => string | undefined]>([
    ['a second', () => '1'],
    ['a date in a moment', () => new Date(Date.now() + 1_000).toUTCString()],
    ['a date that has passed', () => new Date(Date.now() - 60_000).toUTCString()],
    ['less than nothing', () => '-1'],
    ['a word', () => 'soon'],
    ['nothing', () => undefined],
  ])('of %s is waited for', async (_what, retryAfter) => {
    const { server, client } = await asksOnce(retryAfter)
    await read(client)
    expect(server.seen).toHaveLength(2)
  })

  it.each<[string, () => string, number]>([
    ['two minutes', () => '120', 120],
    ['a date in ten minutes', () => new Date(Date.now() + 600_000).toUTCString(), 600],
    ['three years', () => '99999999', 86_400],
  ])('of %s is told instead', async (_what, retryAfter, seconds) => {
    const { server, client } = await asksOnce(retryAfter)
    const error = await read(client).catch((caught: { retryAfterSeconds: number }) => caught)
    expect(error).toMatchObject({ kind: 'rate-limited' })
    expect((error as { retryAfterSeconds: number }).retryAfterSeconds).toBeGreaterThan(seconds - 5)
    expect((error as { retryAfterSeconds: number }).retryAfterSeconds).toBeLessThanOrEqual(seconds)
    expect(server.seen).toHaveLength(1)
  })
})
