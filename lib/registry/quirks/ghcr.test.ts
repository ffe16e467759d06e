import { describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { getManifest, headManifest, putManifest } from '../manifests'
import { listReferrers } from '../referrers'
import { fallbackTag } from '../referrers-tag'
import { listTags } from '../tags'
import { type Handler, user } from '../test-server'
import { cancelUpload } from '../upload-session'
import {
  address,
  behindTokens,
  bytes,
  digest,
  doubleOf,
  expectHiddenAndKept,
  givesIndex,
  mediaType,
  refuses,
  repository,
  scopesOf,
} from './product-double.fixture'

describe('GHCR', () => {
  it('is not asked for a catalog or a deletion, which it has elsewhere', () => expectHiddenAndKept('ghcr', 'on GitHub'))

  it('is asked for pages of a hundred, to which it would cut them, and the newest tags are on the last one', async () => {
    const { server, client } = await doubleOf('ghcr', ({ url = '' }, response) => {
      if (url.includes('last=')) return response.end('{"tags":["newest"]}')
      const next = '</v2/team/app/tags/list?last=older&n=100>; rel="next"'
      response.setHeader('link', next).end('{"tags":["oldest","older"]}')
    })
    const first = await listTags(client, { repository, limit: 1_000 })
    expect(first).toEqual({ tags: ['oldest', 'older'], rejected: 0, next: 'older' })
    expect((await listTags(client, { repository, limit: 1_000, last: 'older' })).tags).toEqual(['newest'])
    expect(server.seen).toEqual(['GET /v2/team/app/tags/list?n=100', 'GET /v2/team/app/tags/list?n=100&last=older'])
  })

  it('is asked for the referrers’ tag at once', async () => {
    const { server, client } = await doubleOf('ghcr', (_request, response) => response.writeHead(404).end())
    expect((await listReferrers(client, { repository, digest })).referrers).toEqual([])
    expect(server.seen).toEqual([`GET /v2/team/app/manifests/${fallbackTag(digest)}`])
  })

  it('says in the challenge to the ping a repository of nobody, which is not asked for', async () => {
    const { server, client } = await doubleOf('ghcr', (request, response) => {
      const { url, headers } = request
      if (url?.startsWith('/v2/team') && !headers.authorization) return response.writeHead(401).end()
      behindTokens(givesIndex, ',scope="repository:user/image:pull"')(request, response)
    })
    await getManifest(client, address)
    expect(server.seen.filter((line) => line.includes('/token')).flatMap(scopesOf)).toEqual([
      'repository:team/app:pull',
    ])
  })

  it('hands out a token that is no JWT, and gets it back as it is', async () => {
    const { client } = await doubleOf('ghcr', (request, response) => {
      if (request.url?.startsWith('/token')) return response.end('{"token":"djE6dGVhbS9hcHA6MTcwMA=="}')
      if (request.headers.authorization === 'Bearer djE6dGVhbS9hcHA6MTcwMA==') return givesIndex(request, response)
      behindTokens(givesIndex)(request, response)
    })
    expect((await getManifest(client, address)).digest).toBe(digest)
  })

  it('knows a tag only by every type of manifest', async () => {
    const wanted = ['image.index.v1', 'manifest.list.v2', 'image.manifest.v1', 'distribution.manifest.v2']
    const strict: Handler = (request, response) => {
      const isAll = wanted.every((type) => request.headers.accept?.includes(type))
      if (!isAll) return refuses(404, 'MANIFEST_UNKNOWN')(request, response)
      response.setHeader('docker-content-digest', digest)
      givesIndex(request, response)
    }
    const { client } = await doubleOf('ghcr', strict)
    expect((await headManifest(client, address))?.digest).toBe(digest)
    expect((await getManifest(client, address)).digest).toBe(digest)
  })

  const refusesSignIns: Handler = (request, response) => {
    const isToken = request.url?.startsWith('/token')
    if (isToken && request.headers.authorization) return refuses(403, 'DENIED', 'denied')(request, response)
    behindTokens(givesIndex)(request, response)
  }

  it('refuses tokens for public images to who brings a stale sign-in, so it is read without', async () => {
    const { client } = await doubleOf('ghcr', refusesSignIns, { credential: user('stale') })
    expect((await getManifest(client, address)).digest).toBe(digest)
  })

  it('gets no write without the sign-in', async () => {
    const { client } = await doubleOf('ghcr', refusesSignIns, { credential: user('stale') })
    await expect(putManifest(client, { ...address, bytes, mediaType })).rejects.toMatchObject({ kind: 'denied' })
  })

  it('denies at the token server what is private and what is missing: it may be either', async () => {
    const { client } = await doubleOf('ghcr', (request, response) =>
      request.url?.startsWith('/token')
        ? refuses(403, 'DENIED', 'denied')(request, response)
        : behindTokens(givesIndex)(request, response),
    )
    await expect(getManifest(client, address)).rejects.toMatchObject({
      kind: 'denied',
      message: expect.stringContaining('or there is nothing of this name'),
    })
  })

  it('is asked twice for a token to write, once for one to read', async () => {
    const { server, client } = await doubleOf(
      'ghcr',
      (request, response) => {
        const isToken = request.url?.startsWith('/token')
        const isMistake = isToken && server.seen.filter((line) => line.includes('/token')).length === 1
        if (isMistake) return response.writeHead(403).end('{"errors":[{"code":"DENIED"}]}')
        behindTokens((_request, answer) => answer.writeHead(201).end())(request, response)
      },
      { credential: user() },
    )
    await putManifest(client, { ...address, bytes, mediaType })
    expect(server.seen.filter((line) => line.includes('/token'))).toHaveLength(2)
  })

  it('cannot end an upload, which does not matter', async () => {
    const { server, client } = await doubleOf('ghcr', refuses(405, 'UNSUPPORTED'))
    await cancelUpload(client, '/v2/team/app/blobs/upload/1')
    expect(server.seen).toEqual(['DELETE /v2/team/app/blobs/upload/1'])
  })

  it('lists in the referrers’ tag what has another artifact type than it says: entries are only claims', async () => {
    const entry = { mediaType, digest: computeDigest('other'), size: 2, artifactType: 'application/vnd.wrong' }
    const { client } = await doubleOf('ghcr', (_request, response) =>
      response.setHeader('content-type', mediaType).end(JSON.stringify({ schemaVersion: 2, manifests: [entry] })),
    )
    expect((await listReferrers(client, { repository, digest })).referrers).toEqual([entry])
  })
})
