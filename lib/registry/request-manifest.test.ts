import { describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { getBlob } from './blobs'
import { listRepositories } from './catalog'
import { getManifest, headManifest } from './manifests'
import { ping } from './ping'
import { listReferrers } from './referrers'
import { serve } from './served.fixture'
import { listTags } from './tags'
import { createClient } from './test-server'

const mediaType = 'application/vnd.oci.image.index.v1+json'
const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests: [] }))
const address = { repository: 'team/app', name: '1.0' }

describe('a registry that chokes on what may be accepted', () => {
  it.each([400, 406])('by %i is asked in plainer words, and from then on only so', async (status) => {
    const server = await serve((request, response) => {
      if (request.headers.accept?.includes(';q=')) return response.writeHead(status).end()
      response.setHeader('content-type', mediaType).end(bytes)
    })
    const client = createClient(server.registry)
    await getManifest(client, address)
    await getManifest(client, address)
    await headManifest(client, address)
    const accepted = server.headersSeen.map(({ accept }) => [accept?.includes('*/*'), accept?.includes(mediaType)])
    expect(accepted[0]).toEqual([true, true])
    expect(accepted.slice(1).flat()).not.toContain(undefined)
    expect(accepted.slice(1).map(([isWild]) => isWild)).not.toContain(true)
    expect(server.seen.slice(0, 3)).toEqual(Array(3).fill('GET /v2/team/app/manifests/1.0'))
  })

  it.each([
    [400, 'NAME_INVALID', 1],
    [400, 'MANIFEST_INVALID', 2],
    [404, 'MANIFEST_UNKNOWN', 1],
    [403, 'DENIED', 1],
  ])('by %i %s is asked %i times, and its first word counts', async (status, code, times) => {
    const server = await serve((_request, response) =>
      response.writeHead(status).end(JSON.stringify({ errors: [{ code, message: `no ${server.seen.length}` }] })),
    )
    const client = createClient(server.registry)
    await expect(getManifest(client, address)).rejects.toMatchObject({ status, codes: [code], registryMessage: 'no 1' })
    expect(server.seen).toHaveLength(times)
    await getManifest(client, address).catch(() => {})
    expect(server.headersSeen.at(-times)?.accept).toContain(';q=')
  })
})

it('what is no manifest is asked for as what it is', async () => {
  const server = await serve((request, response) => {
    if (request.headers.authorization === undefined && !request.url?.startsWith('/token'))
      return response
        .writeHead(401, { 'www-authenticate': `Bearer realm="http://${request.headers.host}/token"` })
        .end()
    response.setHeader('content-type', 'application/json').end('{"token":"T","tags":[],"repositories":[]}')
  })
  const client = createClient(server.registry)
  const digest = computeDigest('{"token":"T","tags":[],"repositories":[]}')
  await listTags(client, { repository: 'team/app' })
  await listRepositories(client)
  await listReferrers(client, { repository: 'team/app', digest }).catch(() => [])
  await getBlob(client, { repository: 'team/app', digest, maxBytes: 100 })
  await ping(client)
  const asked = (part: string) => [
    ...new Set(server.headersSeen.filter((_, index) => server.seen[index]?.includes(part)).map(({ accept }) => accept)),
  ]
  for (const part of ['/tags/list', '/_catalog', '/token']) expect(asked(part)).toEqual(['application/json'])
  expect(asked('/referrers/')).toEqual([mediaType])
  expect(asked('/blobs/')).toEqual(['*/*'])
})
