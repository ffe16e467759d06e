import { describe, expect, it } from 'vitest'
import { canonicalRegistry } from '@/lib/oci/reference'
import { mountBlob } from '../blobs'
import { createHostPolicy } from '../host-policy'
import { getManifest, headManifest } from '../manifests'
import { RegistryNotes } from '../notes'
import { listReferrers } from '../referrers'
import {
  behindTokens,
  bytes,
  digest,
  doubleOf,
  errorBody,
  expectHiddenAndKept,
  givesIndex,
  mediaType,
  refuses,
  repository,
  scopesOf,
} from './product-double.fixture'

const limited = 'You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit'

describe('Docker Hub', () => {
  it.each(['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com'])(
    'has the name %s, and one address',
    (name) => {
      expect(canonicalRegistry(name)).toBe('docker.io')
      expect(createHostPolicy({ plainHttp: [] }).endpoint(name).origin).toBe('https://registry-1.docker.io')
    },
  )

  it('is not asked for a catalog or a deletion, which it has elsewhere', () =>
    expectHiddenAndKept('docker-hub', 'hub.docker.com'))

  it('counts a GET of a manifest as a pull and no HEAD: to know a digest, HEAD is enough', async () => {
    const { server, client } = await doubleOf('docker-hub', ({ method }, response) => {
      response.setHeader('ratelimit-limit', '100;w=21600').setHeader('ratelimit-remaining', '76;w=21600')
      response.setHeader('content-type', mediaType).setHeader('docker-content-digest', digest)
      response.end(method === 'HEAD' ? undefined : bytes)
    })
    expect((await headManifest(client, { repository, name: '1.0' }))?.digest).toBe(digest)
    expect(server.seen).toEqual(['HEAD /v2/team/app/manifests/1.0'])
  })

  it('says what is left of its limit, whose it is, and nothing to those who pay', async () => {
    const headers = {
      'ratelimit-limit': '100;w=21600',
      'ratelimit-remaining': '76;w=21600',
      'docker-ratelimit-source': '203.0.113.7',
    }
    for (const told of [headers, {}]) {
      const notes = new RegistryNotes()
      const { server, client } = await doubleOf(
        'docker-hub',
        (_request, response) => response.writeHead(200, { 'content-type': mediaType, ...told }).end(bytes),
        { onNotes: notes.observe },
      )
      await getManifest(client, { repository, name: '1.0' })
      const expected = { limit: 100, remaining: 76, windowSeconds: 21_600, source: '203.0.113.7' }
      expect(notes.of(server.registry)?.rateLimit).toEqual(told === headers ? expected : undefined)
    }
  })

  it.each([
    ['at the registry', (url: string) => url.startsWith('/v2/')],
    ['at the token server', (url: string) => url.startsWith('/token')],
  ])('limits %s in the same words, and a sign-in is suggested', async (_place, isLimited) => {
    const { client } = await doubleOf('docker-hub', (request, response) => {
      const isTurn =
        isLimited(request.url ?? '') && (request.headers.authorization || request.url?.startsWith('/token'))
      if (!isTurn) return behindTokens(givesIndex)(request, response)
      response.writeHead(429, { 'retry-after': '60' }).end(errorBody('TOOMANYREQUESTS', limited))
    })
    await expect(getManifest(client, { repository, name: '1.0' })).rejects.toMatchObject({
      kind: 'rate-limited',
      retryAfterSeconds: 60,
      registryMessage: limited,
      message: expect.stringMatching(/rate limit.*60 seconds.*sign in for a higher limit/),
    })
  })

  it('wants the right to pull from the repository that a layer is mounted from, though it be public', async () => {
    const { server, client } = await doubleOf(
      'docker-hub',
      behindTokens((_request, response) => response.writeHead(201).end()),
    )
    expect(await mountBlob(client, { repository, from: 'library/alpine', digest })).toBe(true)
    const asked = server.seen.filter((line) => line.includes('/token')).map(scopesOf)
    expect(asked).toEqual([['repository:team/app:pull,push', 'repository:library/alpine:pull']])
  })

  it.each([401, 404])('says %i for what is missing or private: the name may be wrong either way', async (status) => {
    const { client } = await doubleOf('docker-hub', refuses(status, status === 401 ? 'UNAUTHORIZED' : 'NAME_UNKNOWN'))
    await expect(getManifest(client, { repository, name: '1.0' })).rejects.toMatchObject({
      message: expect.stringMatching(/check the name|Check the name/),
    })
  })

  it('has referrers, by its own API', async () => {
    const { server, client } = await doubleOf('docker-hub', givesIndex)
    expect((await listReferrers(client, { repository, digest })).referrers).toEqual([])
    expect(server.seen).toEqual([`GET /v2/team/app/referrers/${digest}`])
  })
})
