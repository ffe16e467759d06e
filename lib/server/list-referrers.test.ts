import { expect, test } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { mediaTypes } from '@/lib/oci/media-type'
import { expectNoSecret, secrets, serve } from '@/lib/registry/fault-harness.fixture'
import { user } from '@/lib/registry/test-server'
import { captureLog } from './captured-log.fixture'
import { listReferrers } from './list-referrers'
import { createTestContext } from './test-context'

const logged = captureLog()
const subject = computeDigest('the image')
const artifactOf = (digest: string, name: string) =>
  Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: mediaTypes.ociManifest,
      artifactType: 'a/b',
      config: { mediaType: mediaTypes.ociEmpty, digest: computeDigest('{}'), size: 2 },
      layers: [],
      subject: { mediaType: mediaTypes.ociManifest, digest, size: 9 },
      annotations: { name },
    }),
  )
const describe = (bytes: Uint8Array) => ({
  mediaType: mediaTypes.ociManifest,
  digest: computeDigest(bytes),
  size: bytes.byteLength,
  artifactType: 'a/b',
})

/** A registry whose list of referrers is this, and which has of the documents these. */
async function serveReferrers(listed: Uint8Array[], documents: Uint8Array[]) {
  const known = new Map(documents.map((bytes) => [computeDigest(bytes) as string, bytes]))
  return serve((request, response) => {
    const { url = '', method, headers } = request
    if (!headers.authorization) return response.writeHead(401, { 'www-authenticate': 'Basic realm="r"' }).end()
    const bytes = url.includes('/referrers/')
      ? JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: listed.map(describe) })
      : known.get(url.split('/').at(-1) ?? '')
    if (bytes === undefined) return response.writeHead(404).end()
    response.setHeader('content-type', url.includes('/referrers/') ? mediaTypes.ociIndex : mediaTypes.ociManifest)
    response.end(method === 'HEAD' ? undefined : bytes)
  })
}

async function listOf(listed: Uint8Array[], documents: Uint8Array[]) {
  const server = await serveReferrers(listed, documents)
  const { context } = createTestContext({ credential: user(secrets.password) })
  const found = await listReferrers({ ref: `${server.registry}/team/app@${subject}` }, context)
  expectNoSecret(found, logged)
  await expect.poll(server.openSockets).toBe(0)
  return { referrers: found.referrers, reads: server.seen.filter((line) => /^GET .*manifests\/sha256:/.test(line)) }
}

test('F39 what lies about its subject is left out, what is gone is only claimed', async () => {
  const [own, foreign, gone] = [artifactOf(subject, '1'), artifactOf(computeDigest('x'), '2'), artifactOf(subject, '3')]
  const { referrers, reads } = await listOf([own, foreign, gone], [own, foreign])
  expect(referrers).toEqual([
    { ...describe(own), annotations: {} },
    { ...describe(gone), annotations: {}, isUnproven: true },
  ])
  expect(reads).toHaveLength(3)
})

test('of a great many, the first ones are proven', async () => {
  const many = Array.from({ length: 20 }, (_, at) => artifactOf(subject, String(at)))
  const { referrers, reads } = await listOf(many, many)
  expect(referrers).toHaveLength(20)
  expect(referrers.filter(({ isUnproven }) => isUnproven)).toHaveLength(4)
  expect(reads).toHaveLength(16)
})
