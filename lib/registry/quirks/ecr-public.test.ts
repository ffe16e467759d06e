import { describe, expect, it } from 'vitest'
import { listRepositories } from '../catalog'
import { getManifest } from '../manifests'
import { listTags } from '../tags'
import { behindTokens, digest, doubleOf, givesIndex, refuses, repository, scopesOf } from './product-double.fixture'

describe('Amazon ECR Public', () => {
  it('wants a token from everybody, for the scope of its challenge, from an address that ends with a slash', async () => {
    const { server, client } = await doubleOf('ecr-public', (request, response) => {
      if (request.url?.startsWith('/token/')) return response.end('{"token":"T"}')
      if (request.headers.authorization === 'Bearer T') return givesIndex(request, response)
      const challenge = `Bearer realm="http://${request.headers.host}/token/",service="public.ecr.aws",scope="aws"`
      response.writeHead(401, { 'www-authenticate': challenge }).end()
    })
    expect((await getManifest(client, { repository, name: '1.0' })).digest).toBe(digest)
    const tokens = server.seen.filter((line) => line.includes('/token'))
    expect(tokens).toEqual(['GET /token/?service=public.ecr.aws&scope=aws'])
    expect(tokens.flatMap(scopesOf)).toEqual(['aws'])
  })

  it('lists no repositories', async () => {
    const { server, client } = await doubleOf('ecr-public', (_request, response) => response.writeHead(500).end())
    await expect(listRepositories(client)).rejects.toMatchObject({ kind: 'unsupported' })
    expect(server.seen).toEqual([])
  })

  it('may know no list of tags, and says so as of something missing', async () => {
    const { client } = await doubleOf(
      'ecr-public',
      behindTokens((_request, response) => response.writeHead(404).end()),
    )
    await expect(listTags(client, { repository })).rejects.toMatchObject({ kind: 'not-found' })
  })

  it('denies what is missing: it may be the name', async () => {
    const { client } = await doubleOf('ecr-public', behindTokens(refuses(403, 'DENIED', 'Not Authorized')))
    await expect(getManifest(client, { repository, name: '1.0' })).rejects.toMatchObject({
      kind: 'denied',
      message: expect.stringContaining('or there is nothing of this name'),
    })
  })
})
