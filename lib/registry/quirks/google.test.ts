import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { listRepositories } from '../catalog'
import { deleteManifest, getManifest, headManifest, putManifest } from '../manifests'
import { Secret } from '../secret'
import { listTags } from '../tags'
import { user } from '../test-server'
import {
  address,
  behindTokens,
  bytes,
  digest,
  doubleOf,
  givesIndex,
  mediaType,
  put,
  refuses,
  repository,
} from './product-double.fixture'

describe('Google', () => {
  it('tells the digests along with the tags, of which broken ones are left out', async () => {
    const other = computeDigest('other')
    const manifest = {
      [digest]: { tag: ['latest', '1.0', 'not-listed', 5], mediaType, timeUploadedMs: '1' },
      [other]: { tag: ['edge'] },
      'sha256:x': { tag: ['odd'] },
      [computeDigest('untagged')]: { tag: [] },
      [computeDigest('broken')]: null,
    }
    const list = { child: [], name: 'x', tags: ['latest', '1.0', 'edge', 'odd'], manifest }
    const { client } = await doubleOf('google', (_request, response) => response.end(JSON.stringify(list)))
    const page = await listTags(client, { repository })
    expect(page).toEqual({
      tags: ['latest', '1.0', 'edge', 'odd'],
      rejected: 0,
      digests: { latest: digest, '1.0': digest, edge: other },
    })
  })

  it('sends all tags at once, more than were asked for, and is asked for no more', async () => {
    const tags = Array.from({ length: 1_500 }, (_, count) => `v${count}`)
    const { server, client } = await doubleOf('google', (_request, response) =>
      response.end(JSON.stringify({ child: [], manifest: {}, name: 'x', tags })),
    )
    expect(await listTags(client, { repository, limit: 100 })).toEqual({ tags, rejected: 0 })
    expect(server.seen).toHaveLength(1)
  })

  it('leads on where it does cut a list', async () => {
    const { client } = await doubleOf('google', (_request, response) =>
      response.setHeader('link', '</v2/team/app/tags/list?n=1000&last=a>; rel="next"').end('{"tags":["a"]}'),
    )
    expect((await listTags(client, { repository })).next).toBe('a')
  })

  it('says in its old days how to sign in only when pinged', async () => {
    const handler = behindTokens(givesIndex)
    const { server, client } = await doubleOf('google', (request, response) => {
      const isSilent = request.url?.startsWith('/v2/team') && request.headers.authorization !== 'Bearer T'
      return isSilent ? response.writeHead(401).end() : handler(request, response)
    })
    await getManifest(client, address)
    expect(server.seen[1]).toBe('GET /v2/')
  })

  it.each(['_json_key', 'oauth2accesstoken'])('takes the user %s, whose secret may have lines', async (username) => {
    const secret = '{\n "type": "service_account"\n}'
    const credential = { username, password: new Secret(secret) }
    const { server, client } = await doubleOf('google', behindTokens(givesIndex), { credential })
    await getManifest(client, address)
    const sent = server.headersSeen.flatMap(({ authorization = '' }) => /^Basic (.+)$/.exec(authorization)?.[1] ?? [])
    expect(sent.map((text) => Buffer.from(text, 'base64').toString())).toEqual([`${username}:${secret}`])
  })

  it('answers a push to a repository that does not exist with a web page, which is no success', async () => {
    const { client } = await doubleOf('google', (_request, response) => response.end('<html><title>Hi</title></html>'))
    await expect(putManifest(client, put)).rejects.toMatchObject({ kind: 'invalid-answer' })
  })

  it('or with a redirect to one, which is not followed', async () => {
    const { server, client } = await doubleOf('google', (_request, response) =>
      response.writeHead(302, { location: '/artifacts' }).end(),
    )
    await expect(putManifest(client, put)).rejects.toMatchObject({ kind: 'rejected', status: 302 })
    expect(server.seen).toHaveLength(1)
  })

  it.each([
    ['GOOGLE_MANIFEST_DANGLING_TAG', 'Remove the tags first'],
    ['GOOGLE_MANIFEST_DANGLING_PARENT_IMAGE', 'Remove the index first'],
  ])('deletes nothing that is still needed (%s)', async (code, words) => {
    const { client } = await doubleOf('google', refuses(400, code))
    await expect(deleteManifest(client, { repository, name: digest })).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining(words),
    })
  })

  it('compresses what is not asked for as it is: so all is asked for as it is', async () => {
    const { server, client } = await doubleOf('google', ({ method, headers }, response) => {
      const isPlain = headers['accept-encoding'] === 'identity'
      const body = isPlain || method === 'HEAD' ? bytes : gzipSync(bytes)
      response.setHeader('content-type', mediaType).setHeader('docker-content-digest', digest)
      if (!isPlain) response.setHeader('content-encoding', 'gzip')
      response.setHeader('content-length', body.length).end(method === 'HEAD' ? undefined : body)
    })
    const head = await headManifest(client, address)
    expect(head?.size).toBe((await getManifest(client, address)).bytes.length)
    expect(server.headersSeen.map((headers) => headers['accept-encoding'])).toEqual(['identity', 'identity'])
  })

  it('shows a web page instead of a catalog to who may see none', async () => {
    const { client } = await doubleOf('google', ({ url = '' }, response) =>
      url.startsWith('/v2/')
        ? response.writeHead(302, { location: '/login' }).end()
        : response.setHeader('content-type', 'text/html').end('<!doctype html><title>Sign in</title>'),
    )
    await expect(listRepositories(client)).rejects.toMatchObject({
      kind: 'unsupported',
      message: expect.stringContaining('Enter the name of one'),
    })
  })

  it('knows no POST at its token server', async () => {
    const credential = { identityToken: new Secret('refresh') }
    const { server, client } = await doubleOf(
      'google',
      (request, response) =>
        request.method === 'POST' ? response.writeHead(404).end() : behindTokens(givesIndex)(request, response),
      { credential },
    )
    await getManifest(client, address)
    expect(server.seen.map((line) => line.split('?')[0])).toContain('GET /token')
  })

  it('is asked for its catalog as somebody where somebody has signed in', async () => {
    const handler = behindTokens((_request, response) => response.end('{"repositories":["team/app"]}'))
    const { client } = await doubleOf('google', handler, { credential: user() })
    expect((await listRepositories(client)).repositories).toEqual(['team/app'])
  })
})
