import { describe, expect, it, onTestFinished } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { copyBlob } from '../copy-blob'
import { secrets } from '../fault-harness.fixture'
import { getManifest, headManifest, putManifest } from '../manifests'
import { serve } from '../served.fixture'
import { listTags } from '../tags'
import { createClient, user } from '../test-server'
import { startUploadDouble } from '../upload-double.fixture'
import { address, digest, doubleOf, errorBody, givesIndex, put, refuses, repository } from './product-double.fixture'

describe('Amazon ECR', () => {
  it('gets Basic at once, and the realm that looks like an address is not asked', async () => {
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

  it('is never asked for more than a thousand, which it refuses', async () => {
    const { server, client } = await doubleOf('ecr', ({ url = '' }, response) => {
      const isTooMany = Number(new URL(url, 'http://x').searchParams.get('n')) > 1_000
      const message = "'n': Member must have value less than or equal to 1000"
      if (isTooMany) return response.writeHead(405).end(errorBody('UNSUPPORTED', message))
      response.end('{"tags":["a"]}')
    })
    expect((await listTags(client, { repository, limit: 5_000 })).tags).toEqual(['a'])
    expect(server.seen).toEqual(['GET /v2/team/app/tags/list?n=1000'])
  })

  it('leads on by an address with a cursor that is no tag, which comes back as it was', async () => {
    const cursor = `${'A'.repeat(600)}+/=`
    const { server, client } = await doubleOf('ecr', ({ url = '', headers }, response) => {
      const last = new URL(url, 'http://x').searchParams.get('last')
      if (last !== null) return response.end(JSON.stringify({ tags: [last === cursor ? 'b' : 'wrong'] }))
      const next = `http://${headers.host}/v2/team/app/tags/list?last=${encodeURIComponent(cursor)}&n=1000`
      response.setHeader('link', `<${next}>; rel="next"`).end('{"tags":["a"]}')
    })
    const { next = '' } = await listTags(client, { repository })
    expect((await listTags(client, { repository, last: next })).tags).toEqual(['b'])
    expect(server.seen).toHaveLength(2)
  })

  it('sends documents without their digest, which is counted', async () => {
    const { client } = await doubleOf('ecr', (request, response) => {
      if (request.method === 'HEAD') response.setHeader('docker-content-digest', digest)
      givesIndex(request, response)
    })
    expect(await getManifest(client, address)).toMatchObject({ digest, headerDigestDisagrees: false })
    expect((await headManifest(client, address))?.digest).toBe(digest)
  })

  it('takes a blob that begins without a media type, and answers its pieces by 201', async () => {
    const layer = Buffer.alloc(30, 'x')
    const source = await serve((_request, response) => response.end(layer))
    const target = await startUploadDouble({ pieceStatus: 201 })
    onTestFinished(() => target.close())
    await copyBlob({
      from: { client: createClient(source.registry), repository },
      to: {
        client: createClient(target.registry, { credential: user(secrets.password), settings: { product: 'ecr' } }),
        repository,
      },
      digest: computeDigest(layer),
      size: layer.byteLength,
      pieceBytes: 10,
    })
    expect(target.asked.map((line) => line.split(' ')[0])).toEqual(['HEAD', 'POST', 'PATCH', 'PATCH', 'PUT'])
    const begun = target.headersSeen[target.seen.findLastIndex((line) => line.startsWith('POST'))]
    expect(begun).toMatchObject({ 'content-length': '0' })
    expect(begun).not.toHaveProperty('content-type')
  })

  it.each([
    [400, 'ImageTagAlreadyExistsException', 'm', 'conflict', 'has locked this tag'],
    [403, 'ImageTagAlreadyExistsException', 'm', 'conflict', 'has locked this tag'],
    [404, 'NAME_UNKNOWN', 'The repository does not exist in the registry', 'not-found', 'Create it there first'],
    [
      403,
      'DENIED',
      'Your authorization token has expired. Reauthenticate and try again.',
      'unauthorized',
      'Sign in again',
    ],
  ])('answers a push by %i %s “%s”, which is %s', async (status, code, message, kind, words) => {
    const { client } = await doubleOf('ecr', refuses(status, code, message), { credential: user() })
    const expected = { kind, codes: [code], message: expect.stringContaining(words) }
    await expect(putManifest(client, put)).rejects.toMatchObject(expected)
  })

  it('says when a password of twelve hours has run out, when reading as well', async () => {
    const { client } = await doubleOf('ecr', refuses(403, 'DENIED', 'Your authorization token has expired.'), {
      credential: user(),
    })
    await expect(getManifest(client, address)).rejects.toMatchObject({ kind: 'unauthorized' })
  })

  it('may deny the list of tags and yet hand out an image', async () => {
    const { client } = await doubleOf('ecr', (request, response) =>
      request.url?.includes('/tags/') ? refuses(403, 'DENIED')(request, response) : givesIndex(request, response),
    )
    await expect(listTags(client, { repository })).rejects.toMatchObject({ kind: 'denied' })
    expect((await getManifest(client, address)).digest).toBe(digest)
  })
})
