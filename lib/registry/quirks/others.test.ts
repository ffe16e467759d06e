/** Registries whose ways are so common that everybody is met with them: no quirks are kept for them. */
import { describe, expect, it } from 'vitest'
import { deleteManifest, getManifest, headManifest } from '../manifests'
import { serve } from '../served.fixture'
import { listTags } from '../tags'
import { createClient, type Handler, user } from '../test-server'
import { address, behindTokens, bytes, digest, mediaType, repository, scopesOf } from './product-double.fixture'

async function registry(handler: Handler, options: Parameters<typeof createClient>[1] = {}) {
  const server = await serve(handler)
  return { server, client: createClient(server.registry, options) }
}

describe('Nexus', () => {
  it('lists tags that are nothing, which are counted and left out', async () => {
    const { client } = await registry((_request, response) => response.end('{"tags":["a",null,null]}'))
    expect(await listTags(client, { repository })).toEqual({ tags: ['a'], rejected: 2 })
  })

  it('says no digest, so the document is read', async () => {
    const { server, client } = await registry(({ method }, response) =>
      response.setHeader('content-type', mediaType).end(method === 'HEAD' ? undefined : bytes),
    )
    expect(await headManifest(client, address)).toEqual({ digest, contentType: mediaType, size: bytes.length })
    expect(server.seen.map((line) => line.split(' ')[0])).toEqual(['HEAD', 'GET'])
  })
})

it('a store of files says neither type nor digest, and is believed by its bytes', async () => {
  const { client } = await registry(({ method }, response) => response.end(method === 'HEAD' ? undefined : bytes))
  expect((await headManifest(client, address))?.digest).toBe(digest)
  expect(await getManifest(client, address)).toMatchObject({ digest, headerDigestDisagrees: false })
})

it('Red Hat serves old manifests as text, without their digest', async () => {
  const old = Buffer.from(JSON.stringify({ schemaVersion: 1, name: repository, tag: '1.0', fsLayers: [], history: [] }))
  const { client } = await registry((_request, response) => response.setHeader('content-type', 'text/plain').end(old))
  expect(await getManifest(client, address)).toMatchObject({ bytes: old, contentType: 'text/plain' })
})

it('IBM wants every right for a deletion, which its challenge says', async () => {
  const { server, client } = await registry(
    behindTokens(
      (_request, response) => response.writeHead(202).end(),
      ',scope="repository:team/app:push,pull,delete"',
    ),
    { credential: user() },
  )
  await deleteManifest(client, { repository, name: digest })
  const asked = server.seen.filter((line) => line.includes('/token')).map(scopesOf)
  expect(asked).toEqual([['repository:team/app:pull,push,delete']])
})

it('Chainguard’s list is only whole with its last page', async () => {
  const { client } = await registry(({ url = '' }, response) => {
    if (url.includes('last=b')) return response.end('{"tags":["latest"]}')
    response.setHeader('link', '</v2/team/app/tags/list?n=2&last=b>; rel="next"').end('{"tags":["a","b"]}')
  })
  const { next = '' } = await listTags(client, { repository, limit: 2 })
  expect((await listTags(client, { repository, limit: 2, last: next })).tags).toEqual(['latest'])
})
