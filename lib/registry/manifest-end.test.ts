import { afterEach, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { mediaTypes } from '@/lib/oci/media-type'
import { getManifest } from './manifests'
import { type Script, startRawServer } from './raw-server.fixture'
import { createClient } from './test-server'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})
async function serve(script: Script) {
  const server = await startRawServer(script)
  closers.push(server.close)
  return server
}

const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [] }))
const digest = computeDigest(bytes)
const address = { repository: 'team/app', name: '1.0' }
const byTag = 'GET /v2/team/app/manifests/1.0'
const says = (...lines: string[]) =>
  ['HTTP/1.1 200 OK', `Content-Type: ${mediaTypes.ociIndex}`, 'Connection: close', ...lines, '', bytes].join('\r\n')
const notFound = 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'

it('a document of which nothing tells the end is asked for once more, by its digest', async () => {
  const server = await serve((socket) => socket.end(says()))
  expect((await getManifest(createClient(server.registry), address)).digest).toBe(digest)
  expect(server.seen).toEqual([byTag, `GET /v2/team/app/manifests/${digest}`])
})

it.each([
  ['a length', [`Content-Length: ${bytes.length}`]],
  ['its digest', [`Docker-Content-Digest: ${digest}`]],
])('one with %s is not', async (_what, lines) => {
  const server = await serve((socket) => socket.end(says(...lines)))
  expect((await getManifest(createClient(server.registry), address)).digest).toBe(digest)
  expect(server.seen).toEqual([byTag])
})

it('a part of a document that can be read as a whole is none: the registry has nothing under its digest', async () => {
  // the whole of it has a line break more, which a reader of JSON does not miss
  const server = await serve((socket, count) => socket.end(count === 1 ? says() : notFound))
  await expect(getManifest(createClient(server.registry), address)).rejects.toMatchObject({
    kind: 'invalid-answer',
    message: expect.stringContaining('may be incomplete'),
  })
  expect(server.seen).toHaveLength(2)
})
