import { afterAll, beforeAll, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { mediaTypes } from '@/lib/oci/media-type'
import { startServer, type TestServer } from '@/lib/registry/test-server'
import { inspectImage } from './inspect-image'
import { createTestContext } from './test-context'

const mebibyte = 1024 * 1024
const config = Buffer.from('{"os":"linux","architecture":"amd64"}')
const configDigest = computeDigest(config)

function imageOf(name: number, fillerBytes: number) {
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: mediaTypes.ociManifest,
      config: { mediaType: mediaTypes.ociConfig, digest: configDigest, size: config.length },
      layers: [],
      annotations: { name: String(name), filler: 'x'.repeat(fillerBytes) },
    }),
  )
  return { bytes, digest: computeDigest(bytes) }
}

const images = Array.from({ length: 40 }, (_, name) => imageOf(name, 2 * mebibyte))
const manifests = images.map(({ bytes, digest }, at) => ({
  mediaType: mediaTypes.ociManifest,
  digest,
  size: bytes.length,
  platform: { os: 'linux', architecture: `arch${at}` },
}))
const index = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests }))
const contents = new Map([
  ...images.map(({ bytes, digest }) => [digest, { type: mediaTypes.ociManifest, bytes }] as const),
  [configDigest, { type: 'application/octet-stream', bytes: config }],
])

let server: TestServer
beforeAll(async () => {
  server = await startServer((request, response) => {
    const name = request.url?.split('/').at(-1) ?? ''
    const { type, bytes } = contents.get(name as `sha256:${string}`) ?? { type: mediaTypes.ociIndex, bytes: index }
    response.setHeader('content-type', type).end(request.method === 'HEAD' ? undefined : bytes)
  })
})
afterAll(() => server.close())

it('an index of large documents is read as far as the memory for one request goes, and the rest is said row by row', async () => {
  const { again } = createTestContext()
  const { platforms } = await inspectImage({ ref: `${server.registry}/a/b:1`, detail: 'full' }, again())
  const read = platforms.filter(({ size }) => size !== undefined)
  const refused = platforms.filter(({ problems }) => problems.some(({ message }) => /64 MiB/.test(message)))
  expect(read).toHaveLength(31)
  expect(refused).toHaveLength(9)
  expect(refused[0]?.problems).toMatchObject([
    { code: 'CHILD_UNREADABLE', message: expect.stringMatching(/by its digest/) },
  ])
  const alone = await inspectImage({ ref: `${server.registry}/a/b@${refused[0]?.digest}`, detail: 'full' }, again())
  expect(alone.platforms).toMatchObject([{ platform: 'linux/amd64', problems: [] }])
}, 30_000)
