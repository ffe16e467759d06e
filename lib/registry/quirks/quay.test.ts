import { describe, expect, it } from 'vitest'
import { mountBlob } from '../blobs'
import { listRepositories } from '../catalog'
import { deleteManifest, putManifest } from '../manifests'
import { listReferrers } from '../referrers'
import { fallbackTag } from '../referrers-tag'
import { listTags } from '../tags'
import type { Handler } from '../test-server'
import { readUploadLocation } from '../upload-location'
import {
  behindTokens,
  digest,
  doubleOf,
  errorBody,
  mediaType,
  put,
  refuses,
  repository,
  scopesOf,
} from './product-double.fixture'

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

  it('refuses a media type with parameters, and says OK where others say nothing', async () => {
    const { server, client } = await doubleOf('quay', ({ headers }, response) =>
      /;/.test(headers['content-type'] ?? ';') ? response.writeHead(415).end() : response.writeHead(201).end('OK'),
    )
    expect(await putManifest(client, put)).toEqual({ digest })
    expect(server.headersSeen[0]?.['content-type']).toBe(mediaType)
  })

  it('cuts pages to a hundred, and leads on by an encrypted cursor at the address of its pages', async () => {
    const cursor = 'gAAAAABm-x_9Q%3D%3D'
    const { server, client } = await doubleOf('quay', ({ url = '' }, response) => {
      if (url.includes('next_page')) return response.end('{"tags":["b"]}')
      const next = `<http://quay-app.invalid/v2/team/app/tags/list?n=100&next_page=${cursor}>; rel="next"`
      response.setHeader('link', next).end('{"tags":["a"]}')
    })
    const { next = '' } = await listTags(client, { repository })
    expect((await listTags(client, { repository, last: next })).tags).toEqual(['b'])
    expect(server.seen).toEqual([
      'GET /v2/team/app/tags/list?n=100',
      `GET /v2/team/app/tags/list?n=100&next_page=${cursor}`,
    ])
  })

  it('names the place of an upload without its host', () => {
    const place = '/v2/team/app/blobs/uploads/1'
    expect(readUploadLocation({ registry: 'quay.io', host: 'quay.io' }, place)).toBe(place)
  })

  it('mounts nothing unless it is told from where', async () => {
    const { client } = await doubleOf('quay', ({ url = '' }, response) =>
      response.writeHead(new URL(url, 'http://x').searchParams.get('from') === 'team/base' ? 201 : 400).end(),
    )
    expect(await mountBlob(client, { repository, from: 'team/base', digest })).toBe(true)
  })

  it('answers 400 about the referrers of what it does not know, which is no word on the others', async () => {
    const { server, client } = await doubleOf('quay', ({ url = '' }, response) => {
      if (url.includes('/referrers/')) return refuses(400, 'MANIFEST_INVALID')({ url } as never, response)
      response.writeHead(404).end(errorBody('MANIFEST_UNKNOWN'))
    })
    for (let count = 0; count < 2; count += 1)
      expect((await listReferrers(client, { repository, digest })).referrers).toEqual([])
    const once = [`GET /v2/team/app/referrers/${digest}`, `GET /v2/team/app/manifests/${fallbackTag(digest)}`]
    expect(server.seen).toEqual([...once, ...once])
  })

  it.each([
    [404, 'TAG_EXPIRED', 'm', 'not-found', 'has expired'],
    [409, 'TAG_IMMUTABLE', 'm', 'conflict', 'has locked this tag'],
    [413, 'TOO_MANY_TAGS_REQUESTED', 'm', 'rejected', 'fewer tags'],
    [403, 'DENIED', 'Quota has been exceeded on namespace', 'denied', 'storage quota'],
    [405, 'DENIED', 'System is currently read-only. Pulls will succeed.', 'unsupported', 'is read-only at the moment'],
    [405, 'METHOD NOT ALLOWED', 'm', 'unsupported', 'may be read-only'],
    [400, 'INVALID_REQUEST', 'm', 'rejected', 'did not understand'],
  ])('answers a push by %i %s “%s”, which is %s', async (status, code, message, kind, words) => {
    const { client } = await doubleOf('quay', refuses(status, code, message))
    const expected = { kind, codes: [code], message: expect.stringContaining(words) }
    await expect(putManifest(client, put)).rejects.toMatchObject(expected)
  })
})
