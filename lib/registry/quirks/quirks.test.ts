import { afterEach, describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { listRepositories } from '../catalog'
import { deleteManifest, getManifest, putManifest } from '../manifests'
import { listReferrers } from '../referrers'
import { fallbackTag } from '../referrers-tag'
import { Secret } from '../secret'
import { listTags } from '../tags'
import { createClient, type Handler, startServer, user } from '../test-server'
import type { Product } from './find-quirks'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** A double of one product, and a client that has been told what it is. */
async function doubleOf(product: Product, handler: Handler, options: Parameters<typeof createClient>[1] = {}) {
  const server = await startServer(handler)
  closers.push(server.close)
  return { server, client: createClient(server.registry, { ...options, settings: { product } }) }
}

const mediaType = 'application/vnd.oci.image.index.v1+json'
const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests: [] }))
const digest = computeDigest(bytes)
const repository = 'team/app'
const scopesOf = (line: string | undefined) =>
  new URL(line?.split(' ')[1] ?? '', 'http://x').searchParams.getAll('scope')
const givesIndex: Handler = (_request, response) => response.setHeader('content-type', mediaType).end(bytes)

/** Answers requests that bring the token `T`, and hands that out. */
const behindTokens =
  (handler: Handler, challenge = ''): Handler =>
  (request, response) => {
    if (request.url?.startsWith('/token')) return response.end('{"token":"T"}')
    if (request.headers.authorization === 'Bearer T') return handler(request, response)
    const realm = `Bearer realm="http://${request.headers.host}/token",service="s"${challenge}`
    response.writeHead(401, { 'www-authenticate': realm }).end()
  }

describe('Docker Hub and GHCR', () => {
  it.each(['docker-hub', 'ghcr'] as const)('%s is not asked for what it does not have', async (product) => {
    const { server, client } = await doubleOf(product, (_request, response) => response.writeHead(500).end())
    await expect(listRepositories(client)).rejects.toMatchObject({ kind: 'unsupported' })
    const refused = { kind: 'unsupported', message: expect.stringMatching(/Docker Hub|GitHub/) }
    for (const name of ['1.0', digest])
      await expect(deleteManifest(client, { repository, name })).rejects.toMatchObject(refused)
    expect(server.seen).toEqual([])
  })

  it('are asked for pages of a hundred, which they would cut to anyway', async () => {
    const { server, client } = await doubleOf('ghcr', (_request, response) => response.end('{"tags":["a"]}'))
    await listTags(client, { repository })
    expect(server.seen).toEqual(['GET /v2/team/app/tags/list?n=100'])
  })

  it('GHCR is asked for the referrers’ tag at once', async () => {
    const { server, client } = await doubleOf('ghcr', (_request, response) => response.writeHead(404).end())
    expect(await listReferrers(client, { repository, digest })).toEqual([])
    expect(server.seen).toEqual([`GET /v2/team/app/manifests/${fallbackTag(digest)}`])
  })

  it('GHCR’s challenge to the ping names a repository of nobody, which is not asked for', async () => {
    const { server, client } = await doubleOf('ghcr', (request, response) => {
      const { url, headers } = request
      if (url?.startsWith('/v2/team') && !headers.authorization) return response.writeHead(401).end()
      behindTokens(givesIndex, ',scope="repository:user/image:pull"')(request, response)
    })
    await getManifest(client, { repository, name: '1.0' })
    expect(server.seen.filter((line) => line.includes('/token')).flatMap(scopesOf)).toEqual([
      'repository:team/app:pull',
    ])
  })

  it.each(['docker-hub', 'ghcr'] as const)('%s limits tokens as it limits images', async (product) => {
    const { client } = await doubleOf(product, (request, response) => {
      if (request.url?.startsWith('/token')) return response.writeHead(429, { 'retry-after': '60' }).end()
      behindTokens(givesIndex)(request, response)
    })
    const expected = { kind: 'rate-limited', retryAfterSeconds: 60 }
    await expect(getManifest(client, { repository, name: '1.0' })).rejects.toMatchObject(expected)
  })

  it('GHCR is asked twice for a token to write, once for one to read', async () => {
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
    await putManifest(client, { repository, name: '1.0', bytes, mediaType })
    expect(server.seen.filter((line) => line.includes('/token'))).toHaveLength(2)
  })
})

describe('Quay', () => {
  const strict: Handler = (request, response) => {
    const isUnknown = scopesOf(`GET ${request.url}`).some(
      (scope) => !/^repository:[^:]+:(?:pull|push|\*|,)+$/.test(scope),
    )
    if (request.url?.startsWith('/token') && isUnknown)
      return response.writeHead(400).end('{"errors":[{"code":"INVALID_REQUEST"}]}')
    const isCatalog = request.url?.startsWith('/v2/_catalog')
    const scope = isCatalog ? ',scope="registry:catalog:*"' : ',scope="repository:team/app:delete"'
    behindTokens((_request, answer) => answer.writeHead(202).end('{"repositories":[]}'), scope)(request, response)
  }

  it('gets scopes as it spells them', async () => {
    const { server, client } = await doubleOf('quay', strict)
    await deleteManifest(client, { repository, name: digest })
    await listRepositories(client)
    const asked = server.seen.filter((line) => line.includes('/token')).map(scopesOf)
    expect(asked).toEqual([['repository:team/app:*'], []])
  })

  it('gets no media type with parameters and pages of a hundred', async () => {
    const { server, client } = await doubleOf('quay', (request, response) =>
      request.method === 'PUT' ? response.writeHead(201).end('OK') : response.end('{"tags":[]}'),
    )
    await putManifest(client, { repository, name: '1.0', bytes, mediaType })
    await listTags(client, { repository })
    expect(server.headersSeen[0]?.['content-type']).toBe(mediaType)
    expect(server.seen[1]).toBe('GET /v2/team/app/tags/list?n=100')
  })
})

describe('Amazon', () => {
  it('ECR gets Basic at once, and the realm that looks like an address is not asked', async () => {
    const { server, client } = await doubleOf(
      'ecr',
      (request, response) => {
        if (request.headers.authorization) return response.setHeader('content-type', 'text/plain').end('{"tags":["a"]}')
        response.writeHead(401, { 'www-authenticate': `Basic realm="http://${request.headers.host}/realm"` }).end()
      },
      { credential: user() },
    )
    expect((await listTags(client, { repository })).tags).toEqual(['a'])
    expect(server.seen).toEqual(['GET /v2/team/app/tags/list?n=1000'])
  })

  it('ECR is never asked for more than a thousand', async () => {
    const { server, client } = await doubleOf('ecr', (_request, response) => response.end('{"tags":["a"]}'))
    await listTags(client, { repository, limit: 5_000 })
    expect(server.seen).toEqual(['GET /v2/team/app/tags/list?n=1000'])
  })

  it('ECR sends documents without their digest, which is counted', async () => {
    const { client } = await doubleOf('ecr', givesIndex)
    expect(await getManifest(client, { repository, name: '1.0' })).toMatchObject({
      digest,
      headerDigestDisagrees: false,
    })
  })

  it('ECR says that a tag is locked, or that a repository must be made first', async () => {
    for (const [status, code, kind] of [
      [400, 'ImageTagAlreadyExistsException', 'conflict'],
      [404, 'NAME_UNKNOWN', 'not-found'],
    ] as const) {
      const { client } = await doubleOf('ecr', (_request, response) =>
        response.writeHead(status).end(JSON.stringify({ errors: [{ code }] })),
      )
      await expect(putManifest(client, { repository, name: '1.0', bytes, mediaType })).rejects.toMatchObject({ kind })
    }
  })

  it('ECR Public gets the scope of its challenge', async () => {
    const { server, client } = await doubleOf('ecr-public', behindTokens(givesIndex, ',scope="aws"'))
    await getManifest(client, { repository, name: '1.0' })
    expect(server.seen.filter((line) => line.includes('/token')).flatMap(scopesOf)).toEqual(['aws'])
    await expect(listRepositories(client)).rejects.toMatchObject({ kind: 'unsupported' })
  })
})

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

  it('says in its old days how to sign in only when pinged', async () => {
    const handler = behindTokens(givesIndex)
    const { server, client } = await doubleOf('google', (request, response) => {
      const isSilent = request.url?.startsWith('/v2/team') && request.headers.authorization !== 'Bearer T'
      return isSilent ? response.writeHead(401).end() : handler(request, response)
    })
    await getManifest(client, { repository, name: '1.0' })
    expect(server.seen[1]).toBe('GET /v2/')
  })

  it('answers a push to a repository that does not exist with a web page, which is no success', async () => {
    const { client } = await doubleOf('google', (_request, response) => response.end('<html><title>Hi</title></html>'))
    const put = putManifest(client, { repository, name: '1.0', bytes, mediaType })
    await expect(put).rejects.toMatchObject({ kind: 'invalid-answer' })
  })
})

describe('GitLab', () => {
  it('gets one scope for each token, the wanted one', async () => {
    const { server, client } = await doubleOf(
      'gitlab',
      behindTokens((_request, response) => response.writeHead(201).end()),
    )
    const scopes = ['repository:team/app:pull,push', 'repository:other/base:pull']
    await client.request({ method: 'POST', path: '/v2/team/app/blobs/uploads/?mount=x&from=other/base', scopes })
    const asked = server.seen.filter((line) => line.includes('/token')).map(scopesOf)
    expect(asked).toEqual([['repository:team/app:pull,push']])
  })

  it('takes the referrers’ tag for the digest: the image is none of its referrers', async () => {
    const image = Buffer.from(
      JSON.stringify({ schemaVersion: 2, mediaType, manifests: [{ mediaType, digest, size: 2 }] }),
    )
    const { server, client } = await doubleOf('gitlab', (_request, response) =>
      response.setHeader('content-type', mediaType).end(image),
    )
    expect(await listReferrers(client, { repository, digest: computeDigest(image) })).toEqual([])
    expect(server.seen).toHaveLength(1)
  })
})

describe('Harbor', () => {
  it('answers 401 without a challenge for a project that is missing: perhaps there is nothing of this name', async () => {
    const { client } = await doubleOf('harbor', (_request, response) =>
      response.writeHead(401, { 'www-authenticate': '' }).end('{"errors":[{"code":"UNAUTHORIZED"}]}'),
    )
    await expect(getManifest(client, { repository, name: '1.0' })).rejects.toMatchObject({
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
      await getManifest(client, { repository, name: '1.0' })
    }
    expect(server.seen.filter((line) => line.includes('_catalog'))).toHaveLength(3)
  })

  it('gives robots a name with a dollar sign, which is sent as it is', async () => {
    const credential = { username: 'robot$team+ci', password: new Secret('p') }
    const { server, client } = await doubleOf('harbor', behindTokens(givesIndex), { credential })
    await getManifest(client, { repository, name: '1.0' })
    const sent = server.headersSeen.flatMap(({ authorization = '' }) => /^Basic (.+)$/.exec(authorization)?.[1] ?? [])
    expect(sent.map((text) => Buffer.from(text, 'base64').toString())).toEqual(['robot$team+ci:p'])
  })

  it('deletes digests, but no tags', async () => {
    const { server, client } = await doubleOf('harbor', (_request, response) => response.writeHead(202).end())
    await expect(deleteManifest(client, { repository, name: '1.0' })).rejects.toMatchObject({ kind: 'unsupported' })
    await deleteManifest(client, { repository, name: digest })
    expect(server.seen).toEqual([`DELETE /v2/team/app/manifests/${digest}`])
  })
})

describe('Azure, Codeberg, zot and Artifactory', () => {
  it('Azure’s refresh token is exchanged by POST, and by GET where that is refused', async () => {
    const credential = { identityToken: new Secret('refresh'), username: '00000000-0000-0000-0000-000000000000' }
    const { server, client } = await doubleOf(
      'acr',
      (request, response) =>
        request.method === 'POST' ? response.writeHead(400).end() : behindTokens(givesIndex)(request, response),
      { credential },
    )
    await getManifest(client, { repository, name: '1.0' })
    expect(server.seen.map((line) => line.split('?')[0])).toEqual([
      'GET /v2/team/app/manifests/1.0',
      'POST /token',
      'GET /token',
      'GET /v2/team/app/manifests/1.0',
    ])
  })

  it('Codeberg’s two challenges in one line are two', async () => {
    const both = ',scope="*",Basic realm="https://codeberg.invalid"'
    const { client } = await doubleOf('gitea', behindTokens(givesIndex, both))
    expect((await getManifest(client, { repository, name: '1.0' })).digest).toBe(digest)
  })

  it('zot’s realm without quotes is read, and what comes after a deleted tag is found', async () => {
    const { server, client } = await doubleOf('zot', (request, response) => {
      if (request.url?.startsWith('/auth')) return response.end('{"token":"T"}')
      if (request.headers.authorization !== 'Bearer T') {
        const challenge = `bearer realm=http://${request.headers.host}/auth,service=zot,scope="repository:team/app:pull"`
        return response.writeHead(401, { 'www-authenticate': challenge }).end()
      }
      const last = new URL(request.url ?? '', 'http://x').searchParams.get('last')
      if (last === 'b') return response.writeHead(404).end()
      if (last === 'c') return response.end('{"tags":["d"]}')
      response.setHeader('link', '</v2/team/app/tags/list?n=2&last=c>; rel=next').end('{"tags":["a","c"]}')
    })
    expect(await listTags(client, { repository, limit: 2, last: 'b' })).toEqual({ tags: ['c'], next: 'c', rejected: 0 })
    expect(await listTags(client, { repository, limit: 2, last: 'c' })).toEqual({ tags: ['d'], rejected: 0 })
    expect(server.seen.filter((line) => line.includes('/auth'))).toHaveLength(1)
  })

  it('a list that is not sorted is not begun anew', async () => {
    const { client } = await doubleOf('zot', (request, response) =>
      request.url?.includes('last=') ? response.writeHead(404).end() : response.end('{"tags":["c","a"]}'),
    )
    await expect(listTags(client, { repository, last: 'b' })).rejects.toMatchObject({ kind: 'not-found' })
  })

  it('Artifactory’s next page lies under the repository that was asked, and lists want JSON', async () => {
    const { server, client } = await doubleOf('artifactory', (request, response) => {
      if (request.headers.accept !== 'application/json') return response.writeHead(406).end()
      if (request.url?.includes('last=b')) return response.end('{"tags":["c"]}')
      response.setHeader('link', '</v2/app/tags/list?n=2&last=b>; rel="next"').end('{"tags":["a","b"]}')
    })
    const first = await listTags(client, { repository, limit: 2 })
    expect((await listTags(client, { repository, limit: 2, last: first.next ?? '' })).tags).toEqual(['c'])
    expect(server.seen[1]).toBe('GET /v2/team/app/tags/list?n=2&last=b')
  })
})
