import { describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { mountBlob } from '../blobs'
import { listRepositories } from '../catalog'
import { deleteManifest, getManifest, putManifest } from '../manifests'
import { listReferrers } from '../referrers'
import { Secret } from '../secret'
import { user } from '../test-server'
import {
  address,
  behindTokens,
  digest,
  doubleOf,
  givesIndex,
  mediaType,
  put,
  refuses,
  repository,
} from './product-double.fixture'

describe('Harbor', () => {
  it('answers 401 without a challenge for a project that is missing: perhaps there is nothing of this name', async () => {
    const { client } = await doubleOf('harbor', (_request, response) =>
      response.writeHead(401, { 'www-authenticate': '' }).end('{"errors":[{"code":"UNAUTHORIZED"}]}'),
    )
    await expect(getManifest(client, address)).rejects.toMatchObject({
      kind: 'unauthorized',
      message: expect.stringContaining('nothing of this name'),
    })
  })

  it('wants Basic for the catalog and tokens elsewhere', async () => {
    const handler = behindTokens(givesIndex)
    const { server, client } = await doubleOf(
      'harbor',
      (request, response) => {
        if (!request.url?.startsWith('/v2/_catalog')) return handler(request, response)
        if (request.headers.authorization?.startsWith('Basic ')) return response.end('{"repositories":["a/b"]}')
        response.writeHead(401, { 'www-authenticate': 'Basic realm="harbor"' }).end()
      },
      { credential: user() },
    )
    for (let count = 0; count < 2; count += 1) {
      expect((await listRepositories(client)).repositories).toEqual(['a/b'])
      await getManifest(client, address)
    }
    expect(server.seen.filter((line) => line.includes('_catalog'))).toHaveLength(3)
  })

  it('asks for Basic where it has been brought a token that it does not take', async () => {
    const { server, client } = await doubleOf(
      'harbor',
      (request, response) => {
        const { authorization = '' } = request.headers
        if (request.url?.startsWith('/token')) return response.end('{"token":"stale"}')
        if (authorization.startsWith('Basic ')) return givesIndex(request, response)
        const challenge = authorization ? 'Basic realm="harbor"' : `Bearer realm="http://${request.headers.host}/token"`
        response.writeHead(401, { 'www-authenticate': challenge }).end()
      },
      { credential: user() },
    )
    expect((await getManifest(client, address)).digest).toBe(digest)
    expect(server.headersSeen.map(({ authorization = 'none' }) => authorization.split(' ')[0])).toEqual([
      'none',
      'Basic',
      'Bearer',
      'Basic',
    ])
  })

  it('shows its catalog to administrators only, which is no failure', async () => {
    const { client } = await doubleOf('harbor', (_request, response) =>
      response.writeHead(401, { 'www-authenticate': 'Basic realm="harbor"' }).end(),
    )
    await expect(listRepositories(client)).rejects.toMatchObject({ kind: 'unauthorized' })
  })

  it('gives robots a name with a dollar sign, which is sent as it is', async () => {
    const credential = { username: 'robot$team+ci', password: new Secret('p') }
    const { server, client } = await doubleOf('harbor', behindTokens(givesIndex), { credential })
    await getManifest(client, address)
    const sent = server.headersSeen.flatMap(({ authorization = '' }) => /^Basic (.+)$/.exec(authorization)?.[1] ?? [])
    expect(sent.map((text) => Buffer.from(text, 'base64').toString())).toEqual(['robot$team+ci:p'])
  })

  it('deletes digests, but no tags', async () => {
    const { server, client } = await doubleOf('harbor', (_request, response) => response.writeHead(202).end())
    await expect(deleteManifest(client, address)).rejects.toMatchObject({ kind: 'unsupported' })
    await deleteManifest(client, { repository, name: digest })
    expect(server.seen).toEqual([`DELETE /v2/team/app/manifests/${digest}`])
  })

  it('answers the wish to mount from a missing project as if it wanted a sign-in: the layer is sent then', async () => {
    const { client } = await doubleOf('harbor', refuses(401, 'UNAUTHORIZED'))
    expect(await mountBlob(client, { repository, from: 'gone/base', digest })).toBe(false)
  })

  it('names the page before first among those of the referrers', async () => {
    const path = `/v2/team/app/referrers/${digest}`
    const entry = (text: string) => ({ mediaType, digest: computeDigest(text), size: 2, artifactType: 'a/b' })
    const { server, client } = await doubleOf('harbor', ({ url = '' }, response) => {
      const page = Number(new URL(url, 'http://x').searchParams.get('page') ?? 1)
      const prev = `<${path}?page=${page - 1}&page_size=1>; rel="prev"`
      const next = `<${path}?page=${page + 1}&page_size=1>; rel="next"`
      response.setHeader('link', [...(page > 1 ? [prev] : []), ...(page < 3 ? [next] : [])].join(' , '))
      response.setHeader('content-type', mediaType).end(JSON.stringify({ manifests: [entry(`${page}`)] }))
    })
    expect((await listReferrers(client, { repository, digest })).referrers).toEqual(['1', '2', '3'].map(entry))
    expect(server.seen).toEqual([`GET ${path}`, `GET ${path}?page=2&page_size=1`, `GET ${path}?page=3&page_size=1`])
  })

  it('knows of a proxied image that is missing only that it was “not found”', async () => {
    const { client } = await doubleOf('harbor', refuses(404, 'UNKNOWN', 'http status code: 404, body: not found'))
    await expect(getManifest(client, address)).rejects.toMatchObject({ kind: 'not-found' })
  })

  it('refuses to hand out what a policy forbids', async () => {
    for (const code of ['PROJECTPOLICYVIOLATION', 'PRECONDITION']) {
      const { client } = await doubleOf('harbor', refuses(412, code, 'cannot be pulled due to configured policy'))
      await expect(getManifest(client, address)).rejects.toMatchObject({
        kind: 'rejected',
        message: expect.stringContaining('policy of the project'),
      })
    }
  })

  it.each([
    [412, 'PROJECTPOLICYVIOLATION', 'm', 'rejected', 'policy of the project'],
    [
      412,
      'PRECONDITION',
      'Failed to process request due to tag configured as immutable.',
      'conflict',
      'locked this tag',
    ],
    [412, 'PRECONDITION', 'm', 'conflict', 'or a policy of the project'],
    [409, 'CONFLICT', 'm', 'conflict', 'has changed this'],
    [429, 'TOO_MANY_REQUEST', 'm', 'rate-limited', 'rate limit'],
    [404, 'NOT_FOUND', 'project team not found', 'not-found', 'has nothing of this name'],
    [403, 'DENIED', 'adding 2.1 MiB of storage resource, which when updated will exceed the quota', 'denied', 'quota'],
  ])('answers a push by %i %s “%s”, which is %s', async (status, code, message, kind, words) => {
    const { client } = await doubleOf('harbor', refuses(status, code, message))
    const expected = { kind, codes: [code], message: expect.stringContaining(words) }
    await expect(putManifest(client, put)).rejects.toMatchObject(expected)
  })
})
