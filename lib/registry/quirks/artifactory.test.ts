import { describe, expect, it } from 'vitest'
import { getManifest } from '../manifests'
import { Secret } from '../secret'
import { listTags } from '../tags'
import { behindTokens, digest, doubleOf, givesIndex, repository } from './product-double.fixture'

describe('Artifactory', () => {
  it('leaves the virtual repository out of the next page’s address, and lists for who wants JSON', async () => {
    const { server, client } = await doubleOf('artifactory', (request, response) => {
      if (request.headers.accept !== 'application/json') return response.writeHead(406).end()
      if (request.url?.includes('last=b')) return response.end('{"tags":["c"]}')
      response.setHeader('link', '</v2/app/tags/list?n=2&last=b>; rel="next"').end('{"tags":["a","b"]}')
    })
    const first = await listTags(client, { repository, limit: 2 })
    expect((await listTags(client, { repository, limit: 2, last: first.next ?? '' })).tags).toEqual(['c'])
    expect(server.seen[1]).toBe('GET /v2/team/app/tags/list?n=2&last=b')
  })

  it('lists digests among the tags, which are counted and left out', async () => {
    const { client } = await doubleOf('artifactory', (_request, response) =>
      response.end(JSON.stringify({ tags: ['1.0', digest, digest.replace(':', '__')] })),
    )
    const page = await listTags(client, { repository })
    expect(page).toEqual({ tags: ['1.0', digest.replace(':', '__')], rejected: 1 })
  })

  it('answers 401 to who asks for a token by POST', async () => {
    const { server, client } = await doubleOf(
      'artifactory',
      (request, response) =>
        request.method === 'POST' ? response.writeHead(401).end() : behindTokens(givesIndex)(request, response),
      { credential: { identityToken: new Secret('refresh') } },
    )
    expect((await getManifest(client, { repository, name: '1.0' })).digest).toBe(digest)
    expect(server.seen.map((line) => line.split('?')[0])).toContain('GET /token')
  })
})
