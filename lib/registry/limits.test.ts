import { describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { mediaTypes } from '@/lib/oci/media-type'
import { listRepositories } from './catalog'
import type { RegistryClient } from './client'
import { getManifest } from './manifests'
import { listReferrers } from './referrers'
import { serve } from './served.fixture'
import { listTags } from './tags'
import { createClient } from './test-server'

const mebibyte = 1_048_576
const repository = 'team/app'
const timeouts = { connectMs: 1_000, headersMs: 10_000, totalMs: 20_000 }

type Act = (client: RegistryClient) => Promise<unknown>
const limits: [what: string, maxBytes: number, document: object, act: Act][] = [
  [
    'a manifest',
    8 * mebibyte,
    { schemaVersion: 2, manifests: [] },
    (client) => getManifest(client, { repository, name: '1.0' }),
  ],
  ['a page of tags', 16 * mebibyte, { tags: ['a'] }, (client) => listTags(client, { repository })],
  ['a page of repositories', 16 * mebibyte, { repositories: ['a'] }, (client) => listRepositories(client)],
  [
    'a page of referrers',
    16 * mebibyte,
    { schemaVersion: 2, manifests: [] },
    (client) => listReferrers(client, { repository, digest: computeDigest('') }),
  ],
]

describe.each(limits)('%s of %i bytes', (_what, maxBytes, document, act) => {
  it.each([true, false])('is read, and one byte more is not (length announced: %s)', async (isAnnounced) => {
    const server = await serve(({ url = '' }, response) => {
      const body = Buffer.alloc(maxBytes + Number(server.seen.length > 1), ' ')
      body.write(JSON.stringify(document))
      response.setHeader('content-type', url.includes('referrers') ? mediaTypes.ociIndex : 'application/json')
      if (isAnnounced) response.setHeader('content-length', body.length)
      response.end(body)
    })
    const client = createClient(server.registry, { timeouts })
    await act(client)
    await expect(act(client)).rejects.toMatchObject({
      kind: 'too-large',
      message: expect.stringContaining(`larger than ${maxBytes / mebibyte} MiB`),
    })
    expect(server.seen).toHaveLength(2)
  })
})

it('of what a registry says about a failure, 64 KiB are read and 2 KiB shown', async () => {
  let sentBytes = 0
  const server = await serve((_request, response) => {
    response.writeHead(404, { 'content-type': 'text/plain' })
    const chunk = Buffer.alloc(16_384, 'x')
    const pump = () => {
      while (!response.destroyed && sentBytes < 64 * mebibyte) {
        sentBytes += chunk.length
        if (!response.write(chunk)) return response.once('drain', pump)
      }
      return response.end()
    }
    pump()
  })
  const failure = await getManifest(createClient(server.registry, { timeouts }), { repository, name: '1.0' }).catch(
    (error: unknown) => error,
  )
  expect(failure).toMatchObject({ kind: 'not-found', registryMessage: expect.stringMatching(/^x{1000,2048}$/) })
  // what the system keeps in its buffers besides
  expect(sentBytes).toBeLessThan(16 * mebibyte)
})
