/** Docker's and the CNCF's own registry, 2.8 and 3: no quirks are kept for it, since nothing in its answers says which it is. */
import { describe, expect, it } from 'vitest'
import { listRepositories } from '../catalog'
import type { RegistryClient } from '../client'
import { deleteManifest, getManifest, putManifest } from '../manifests'
import { listReferrers } from '../referrers'
import { fallbackTag } from '../referrers-tag'
import { serve } from '../served.fixture'
import { listTags } from '../tags'
import { createClient, type Handler, user } from '../test-server'
import { cancelUpload } from '../upload-session'
import {
  address,
  behindTokens,
  bytes,
  digest,
  errorBody,
  givesIndex,
  mediaType,
  refuses,
  repository,
  scopesOf,
} from './product-double.fixture'

async function distribution(handler: Handler, options: Parameters<typeof createClient>[1] = {}) {
  const server = await serve(handler)
  return { server, client: createClient(server.registry, options) }
}

const put = (client: RegistryClient) => putManifest(client, { ...address, bytes, mediaType })

describe('distribution lists', () => {
  it('all tags unsorted, whatever is asked for, and leads nowhere: that is all', async () => {
    const { server, client } = await distribution((_request, response) => response.end('{"tags":["b","c","a"]}'))
    expect(await listTags(client, { repository, limit: 2, last: 'b' })).toEqual({ tags: ['b', 'c', 'a'], rejected: 0 })
    expect(server.seen).toHaveLength(1)
  })

  it('no more than a thousand repositories (3.x), and refuses to be asked for more', async () => {
    const { server, client } = await distribution(({ url = '' }, response) =>
      Number(new URL(url, 'http://x').searchParams.get('n')) > 100
        ? response.writeHead(400).end(errorBody('PAGINATION_NUMBER_INVALID', 'invalid number of results requested'))
        : response.end('{"repositories":["a"]}'),
    )
    expect((await listRepositories(client)).repositories).toEqual(['a'])
    expect(server.seen).toEqual(['GET /v2/_catalog?n=1000', 'GET /v2/_catalog?n=100'])
  })

  it('no referrers, and says so in plain text before it asks who one is', async () => {
    const { server, client } = await distribution((request, response) => {
      if (request.url?.includes('/referrers/'))
        return response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found\n')
      behindTokens(refuses(404, 'MANIFEST_UNKNOWN'))(request, response)
    })
    expect(await listReferrers(client, { repository, digest })).toMatchObject({ referrers: [], source: 'tag' })
    expect(server.seen.map((line) => line.split('?')[0])).toEqual([
      `GET /v2/team/app/referrers/${digest}`,
      `GET /v2/team/app/manifests/${fallbackTag(digest)}`,
      'GET /token',
      `GET /v2/team/app/manifests/${fallbackTag(digest)}`,
    ])
  })
})

describe('distribution says', () => {
  it('of a repository that is missing that the tag is: both are to be checked', async () => {
    const { client } = await distribution(refuses(404, 'MANIFEST_UNKNOWN', 'manifest unknown'))
    await expect(getManifest(client, address)).rejects.toMatchObject({
      kind: 'not-found',
      message: expect.stringContaining('Check the name and the tag'),
    })
  })

  it('of its tags that the repository is missing', async () => {
    const { client } = await distribution(refuses(404, 'NAME_UNKNOWN'))
    await expect(listTags(client, { repository })).rejects.toMatchObject({
      kind: 'not-found',
      message: expect.stringContaining('no such repository'),
    })
  })

  it.each(['Team/app', 'team/app/'])('nothing about the name %s, which is not asked for', async (name) => {
    const { server, client } = await distribution(givesIndex)
    await expect(getManifest(client, { repository: name, name: '1.0' })).rejects.toMatchObject({ kind: 'rejected' })
    expect(server.seen).toEqual([])
  })

  it.each(['sha256:12', 'sha256:', 'x'.repeat(129)])('nothing about the tag or digest %s', async (name) => {
    const { server, client } = await distribution(givesIndex)
    await expect(getManifest(client, { repository, name })).rejects.toMatchObject({ kind: 'rejected' })
    expect(server.seen).toEqual([])
  })
})

describe('distribution takes a push', () => {
  it.each<[string, Handler, string, string]>([
    ['of another type', refuses(400, 'MANIFEST_INVALID', 'manifest invalid'), 'rejected', 'refused the document'],
    ['too large', refuses(400, 'MANIFEST_INVALID', 'http: request body too large'), 'too-large', 'up to 4 MiB'],
    ['of another digest', refuses(400, 'DIGEST_INVALID'), 'rejected', 'does not match its digest'],
    [
      'read-only',
      (_request, response) =>
        response.writeHead(405, { allow: 'GET, HEAD', 'content-type': 'text/plain' }).end('Method not allowed\n'),
      'unsupported',
      'may be read-only',
    ],
    ['as a proxy', refuses(405, 'UNSUPPORTED'), 'unsupported', 'may be read-only'],
  ])('%s by a refusal', async (_what, answers, kind, words) => {
    const { server, client } = await distribution(answers)
    await expect(put(client)).rejects.toMatchObject({ kind, message: expect.stringContaining(words) })
    expect(server.seen).toHaveLength(1)
  })

  it('without what it lacks, of which it names several at once', async () => {
    const details = ['a', 'b'].map((name) => ({ digest: `sha256:${name.repeat(64)}` }))
    const body = {
      errors: details.map((detail) => ({ code: 'MANIFEST_BLOB_UNKNOWN', message: 'blob unknown', detail })),
    }
    const { client } = await distribution((_request, response) => response.writeHead(400).end(JSON.stringify(body)))
    await expect(put(client)).rejects.toMatchObject({ kind: 'rejected', detail: details })
  })

  it('with a condition that it does not know, which is no harm', async () => {
    const { server, client } = await distribution((_request, response) => response.writeHead(201).end())
    expect(await putManifest(client, { ...address, bytes, mediaType, ifMatch: null })).toEqual({ digest })
    expect(server.headersSeen[0]?.['if-none-match']).toBe('*')
  })

  it('with a subject, of which it says nothing: the tag is ours to write', async () => {
    const { client } = await distribution((_request, response) => response.writeHead(201).end())
    expect(await put(client)).not.toHaveProperty('subject')
  })

  it('with a tag in the query for nothing, so there is none', async () => {
    const { server, client } = await distribution((_request, response) => response.writeHead(201).end())
    await put(client)
    expect(server.seen).toEqual(['PUT /v2/team/app/manifests/1.0'])
  })
})

describe('distribution deletes', () => {
  it('digests and no tags (2.8), which it says as if the digest were wrong', async () => {
    const { client } = await distribution((request, response) =>
      request.url?.endsWith('/1.0')
        ? refuses(400, 'DIGEST_INVALID', 'provided digest did not match')(request, response)
        : response.writeHead(202).end(),
    )
    await expect(deleteManifest(client, address)).rejects.toMatchObject({
      kind: 'unsupported',
      message: expect.stringContaining('cannot delete a tag, only what it points to'),
    })
    await deleteManifest(client, { repository, name: digest })
  })

  it('tags as well (3.x)', async () => {
    const { server, client } = await distribution((_request, response) => response.writeHead(202).end())
    await deleteManifest(client, address)
    expect(server.seen).toEqual(['DELETE /v2/team/app/manifests/1.0'])
  })

  it('nothing where that is switched off', async () => {
    const { client } = await distribution(refuses(405, 'UNSUPPORTED'))
    await expect(deleteManifest(client, { repository, name: digest })).rejects.toMatchObject({ kind: 'unsupported' })
  })

  it('for a token with the scope of its challenge, which is for deleting alone', async () => {
    const { server, client } = await distribution(
      behindTokens((_request, response) => response.writeHead(202).end(), ',scope="repository:team/app:delete"'),
      { credential: user() },
    )
    await deleteManifest(client, { repository, name: digest })
    await cancelUpload(client, '/v2/team/app/blobs/uploads/1')
    const tokens = server.seen.filter((line) => line.includes('/token'))
    expect(new Set(tokens.flatMap(scopesOf))).toEqual(new Set(['repository:team/app:delete']))
    expect(server.headersSeen.at(-1)?.authorization).toBe('Bearer T')
  })
})

it('distribution asks for two scopes in one text where a layer is to be mounted', async () => {
  const both = 'repository:team/app:pull,push repository:team/base:pull'
  const { server, client } = await distribution(
    behindTokens((_request, response) => response.writeHead(201).end(), `,scope="${both}"`),
    { credential: user() },
  )
  await client.request({
    method: 'POST',
    path: `/v2/team/app/blobs/uploads/?mount=${digest}&from=team/base`,
    scopes: [],
  })
  expect(server.seen.filter((line) => line.includes('/token')).map(scopesOf)).toEqual([both.split(' ')])
})
