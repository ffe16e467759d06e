import { describe, expect, it } from 'vitest'
import { getBlob } from '../blobs'
import { listRepositories } from '../catalog'
import { credentialOf } from '../credential'
import { getManifest, putManifest } from '../manifests'
import { listReferrers } from '../referrers'
import { Secret } from '../secret'
import { serve } from '../served.fixture'
import { type Handler, user } from '../test-server'
import { acrTokenUser } from './acr'
import {
  address,
  behindTokens,
  bytes,
  digest,
  doubleOf,
  errorBody,
  givesIndex,
  mediaType,
  repository,
  scopesOf,
} from './product-double.fixture'

/** Exchanges refresh tokens by POST; `takesForms` is false for the installations that answer 400 to it. */
const exchanging =
  (forms: string[], takesForms: boolean): Handler =>
  (request, response) => {
    if (request.method !== 'POST') return behindTokens(givesIndex)(request, response)
    if (!takesForms) return response.writeHead(400).end()
    request.on('data', (chunk: Buffer) => forms.push(chunk.toString()))
    request.on('end', () => response.end('{"access_token":"T"}'))
  }

describe('Azure', () => {
  it('gives its refresh tokens out as passwords of a user of zeros, who exchanges them by POST', async () => {
    const forms: string[] = []
    const credential = credentialOf(acrTokenUser, new Secret('refresh'))
    const { client } = await doubleOf('acr', exchanging(forms, true), { credential })
    await getManifest(client, address)
    const form = new URLSearchParams(forms.join(''))
    expect([form.get('grant_type'), form.get('refresh_token')]).toEqual(['refresh_token', 'refresh'])
    expect(form.get('scope')).toBe('repository:team/app:pull')
  })

  it('takes the refresh token by GET where it refuses POST', async () => {
    const credential = credentialOf(acrTokenUser, new Secret('refresh'))
    const { server, client } = await doubleOf('acr', exchanging([], false), { credential })
    await getManifest(client, address)
    expect(server.seen.map((line) => line.split('?')[0])).toEqual([
      'GET /v2/team/app/manifests/1.0',
      'POST /token',
      'GET /token',
      'GET /v2/team/app/manifests/1.0',
    ])
  })

  it('sends blobs from a storage that refuses a sign-in', async () => {
    const storage = await serve(({ headers }, response) => {
      const message = 'Authentication information is not given in the correct format'
      if (headers.authorization) return response.writeHead(400).end(message)
      response.end(bytes)
    })
    const { client } = await doubleOf(
      'acr',
      behindTokens((_request, response) => response.writeHead(307, { location: `${storage.origin}/b?sig=x` }).end()),
      { credential: user(), plainHttp: [storage.registry] },
    )
    expect(Buffer.from(await getBlob(client, { repository, digest, maxBytes: 1_000 }))).toEqual(bytes)
  })

  it('lists repositories for a scope of their own, and leads on with more than a name', async () => {
    const { server, client } = await doubleOf(
      'acr',
      behindTokens(({ url = '' }, response) => {
        if (url.includes('last=')) return response.end('{"repositories":["b"]}')
        const next = '</v2/_catalog?last=a&n=1&orderby=>; rel="next"'
        response.setHeader('link', next).end('{"repositories":["a"]}')
      }, ',scope="registry:catalog:*"'),
      { credential: user() },
    )
    const { next = '' } = await listRepositories(client, { limit: 1 })
    expect((await listRepositories(client, { last: next })).repositories).toEqual(['b'])
    expect(server.seen.at(-1)).toBe('GET /v2/_catalog?last=a&n=1&orderby=')
    const tokens = server.seen.filter((line) => line.includes('/token'))
    expect(tokens.map(scopesOf)).toEqual([['registry:catalog:*']])
  })

  it.each([
    [405, 'UNSUPPORTED', 'unsupported', 'may be read-only'],
    [409, 'CONFLICT', 'conflict', 'has changed this'],
    [500, 'UNKNOWN', 'unavailable', 'a problem of its own'],
  ])('answers a push to what is locked or kept by %i %s, once', async (status, code, kind, words) => {
    const { server, client } = await doubleOf('acr', (_request, response) =>
      response.writeHead(status).end(errorBody(code)),
    )
    const put = putManifest(client, { ...address, bytes, mediaType })
    await expect(put).rejects.toMatchObject({ kind, retryable: false, message: expect.stringContaining(words) })
    expect(server.seen).toHaveLength(1)
  })

  it('has referrers', async () => {
    const { server, client } = await doubleOf('acr', givesIndex)
    expect((await listReferrers(client, { repository, digest })).referrers).toEqual([])
    expect(server.seen).toEqual([`GET /v2/team/app/referrers/${digest}`])
  })
})
