import { describe, expect, it } from 'vitest'
import { listRepositories } from '../catalog'
import { getManifest, headManifest } from '../manifests'
import { serve } from '../served.fixture'
import { user } from '../test-server'
import { behindTokens, digest, doubleOf, givesIndex, repository } from './product-double.fixture'

describe('registry.k8s.io', () => {
  it('redirects images to a registry that wants a token of its own, and gets none of ours', async () => {
    const region = await serve((request, response) => {
      response.setHeader('docker-content-digest', digest)
      behindTokens(givesIndex)(request, response)
    })
    const { client } = await doubleOf(
      'kubernetes',
      (request, response) => response.writeHead(307, { location: `${region.origin}${request.url}` }).end(),
      { credential: user(), plainHttp: [region.registry] },
    )
    expect((await getManifest(client, { repository, name: '1.0' })).digest).toBe(digest)
    expect((await headManifest(client, { repository, name: '1.0' }))?.digest).toBe(digest)
    const shown = new Set(region.headersSeen.map(({ authorization }) => authorization))
    expect([...shown]).toEqual([undefined, 'Bearer T'])
  })

  it('is not asked for a catalog, in whose place it has a web page', async () => {
    const { server, client } = await doubleOf('kubernetes', (_request, response) => response.end('<html></html>'))
    await expect(listRepositories(client)).rejects.toMatchObject({ kind: 'unsupported' })
    expect(server.seen).toEqual([])
  })
})
