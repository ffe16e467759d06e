import { describe, expect, it } from 'vitest'
import { mediaTypes } from '@/lib/oci/media-type'
import { putManifest } from '../manifests'
import { ping } from '../ping'
import { listTags } from '../tags'
import { doubleOf, put, repository } from './product-double.fixture'

describe('zot', () => {
  it('writes realms without quotes, schemes in small letters, and has a page after a deleted tag found', async () => {
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

  it('begins no list anew that is not sorted', async () => {
    const { client } = await doubleOf('zot', (request, response) =>
      request.url?.includes('last=') ? response.writeHead(404).end() : response.end('{"tags":["c","a"]}'),
    )
    await expect(listTags(client, { repository, last: 'b' })).rejects.toMatchObject({ kind: 'not-found' })
  })

  it('begins a list anew once, then what was read is all there is', async () => {
    const { server, client } = await doubleOf('zot', (request, response) => {
      if (request.url?.includes('last=')) return response.writeHead(404).end()
      response.setHeader('link', '</v2/team/app/tags/list?n=2&last=b>; rel="next"').end('{"tags":["a","b"]}')
    })
    await expect(listTags(client, { repository, limit: 2, last: 'c' })).rejects.toMatchObject({ kind: 'not-found' })
    expect(server.seen).toHaveLength(3)
  })

  it('refuses numbers that it does not like by 400', async () => {
    const { server, client } = await doubleOf('zot', (request, response) =>
      request.url?.includes('n=') ? response.writeHead(400).end() : response.end('{"tags":["a"]}'),
    )
    expect((await listTags(client, { repository })).tags).toEqual(['a'])
    expect(server.seen.map((line) => line.split('?')[1])).toEqual(['n=1000', 'n=100', undefined])
  })

  it('answers the ping of a stranger by 200 with a challenge beside it: one may sign in, but need not', async () => {
    const { server, client } = await doubleOf('zot', (_request, response) =>
      response.writeHead(200, { 'www-authenticate': 'Basic realm="zot"' }).end('{}'),
    )
    await expect(ping(client)).resolves.toBeUndefined()
    expect(server.seen).toEqual(['GET /v2/'])
  })

  it.each([
    [415, 'rejected', 'OCI or Docker'],
    [413, 'too-large', 'larger than'],
    [414, 'rejected', 'too long'],
  ])('answers a push by %i, which is %s', async (status, kind, words) => {
    const { client } = await doubleOf('zot', (_request, response) => response.writeHead(status).end())
    const expected = { kind, message: expect.stringContaining(words) }
    await expect(putManifest(client, { ...put, mediaType: mediaTypes.dockerList })).rejects.toMatchObject(expected)
  })
})
