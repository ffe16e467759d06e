import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { cacheControl, readPublicImage } from './badge-facts'
import { createTestContext } from './test-context'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())
beforeEach(() => sandbox.clearFaults())

const read = (name: string, sizes = false) =>
  readPublicImage({ ref: `${sandbox.registry}/${name}`, sizes }, createTestContext().context)

test('a tag is fresh for five minutes, a digest for ever', async () => {
  const { image, ...byTag } = await read('demo/app:1.0')
  expect(cacheControl(byTag)).toBe('public, max-age=300')
  const byDigest = await read(`demo/app@${image?.digest}`)
  expect(cacheControl(byDigest)).toBe('public, max-age=31536000, immutable')
  expect(byDigest.image?.platforms.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64'])
})

test('a single image has its platform, and sizes only where they are asked for', async () => {
  expect((await read('demo/app:1.0-arm64')).image?.platforms).toMatchObject([{ platform: 'linux/arm64' }])
  expect((await read('demo/app:1.0')).image?.platforms[0]?.size).toBeUndefined()
  expect((await read('demo/app:1.0', true)).image?.platforms[0]?.size).toBeGreaterThan(0)
})

test.each(['demo/nope:1', 'demo/app:nope', 'UPPER:1', `demo/app@sha256:${'0'.repeat(64)}`, 'demo/broken:helm-chart'])(
  '%s is unknown, for a minute',
  async (name) => {
    expect(await read(name)).toEqual({ maxAgeSeconds: 60, isImmutable: false })
  },
)

test.each([401, 403, 429, 500])('a registry that answers %d leaves it unknown', async (status) => {
  sandbox.setFault({ path: /manifests/ }, { status, body: '{}' })
  expect(await read('demo/app:1.0')).toEqual({ maxAgeSeconds: 60, isImmutable: false })
})
