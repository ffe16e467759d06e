import { describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { getBlob } from '../blobs'
import { listRepositories } from '../catalog'
import { listCosignTags } from '../cosign-tags'
import { deleteManifest, getManifest } from '../manifests'
import { listReferrers } from '../referrers'
import { fallbackTag } from '../referrers-tag'
import { serve } from '../served.fixture'
import { user } from '../test-server'
import { behindTokens, doubleOf, mediaType, refuses, scopesOf } from './product-double.fixture'

const repository = 'group/subgroup/project/image'
const image = Buffer.from(
  JSON.stringify({ schemaVersion: 2, mediaType, manifests: [{ mediaType, digest: computeDigest('child'), size: 2 }] }),
)
const subject = { repository, digest: computeDigest(image) }

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
    const { server, client } = await doubleOf('gitlab', (_request, response) =>
      response.setHeader('content-type', mediaType).end(image),
    )
    expect((await listReferrers(client, subject)).referrers).toEqual([])
    expect(server.seen).toEqual([`GET /v2/${repository}/manifests/${fallbackTag(subject.digest)}`])
  })

  it('takes cosign’s tags for the digest as well: the image is not its own signature', async () => {
    const { client } = await doubleOf('gitlab', ({ method }, response) => {
      response.setHeader('content-type', mediaType).setHeader('docker-content-digest', subject.digest)
      response.end(method === 'HEAD' ? undefined : image)
    })
    expect(await listCosignTags(client, subject)).toEqual([])
  })

  it('sends blobs from a store that gets no sign-in', async () => {
    const store = await serve((request, response) =>
      response.writeHead(request.headers.authorization ? 400 : 200).end(image),
    )
    const { client } = await doubleOf(
      'gitlab',
      behindTokens((_request, response) => response.writeHead(307, { location: `${store.origin}/blob?x=1` }).end()),
      { credential: user(), plainHttp: [store.registry] },
    )
    expect(Buffer.from(await getBlob(client, { ...subject, maxBytes: 1_000 }))).toEqual(image)
  })

  it('deletes a tag by its name, and nothing else with it', async () => {
    const { server, client } = await doubleOf('gitlab', (_request, response) => response.writeHead(202).end())
    await deleteManifest(client, { repository, name: '1.0' })
    expect(server.seen).toEqual([`DELETE /v2/${repository}/manifests/1.0`])
  })

  it('of long ago deletes no tags this way, which is told from the answer', async () => {
    const { client } = await doubleOf('gitlab', refuses(405, 'UNSUPPORTED'))
    await expect(deleteManifest(client, { repository, name: '1.0' })).rejects.toMatchObject({ kind: 'unsupported' })
  })

  it('denies a project that is missing: it may be the name', async () => {
    const { client } = await doubleOf('gitlab', behindTokens(refuses(403, 'DENIED', 'access forbidden')))
    await expect(getManifest(client, { repository, name: '1.0' })).rejects.toMatchObject({
      kind: 'denied',
      message: expect.stringContaining('or there is nothing of this name'),
    })
  })

  it('lists no repositories', async () => {
    const { server, client } = await doubleOf('gitlab', (_request, response) => response.end('{}'))
    await expect(listRepositories(client)).rejects.toMatchObject({ kind: 'unsupported' })
    expect(server.seen).toEqual([])
  })
})
