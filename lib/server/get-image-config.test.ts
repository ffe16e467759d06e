import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { getImageConfig } from './get-image-config'
import { getRawManifest } from './get-raw-manifest'
import { inspectImage } from './inspect-image'
import { createTestContext } from './test-context'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())

const arm64 = async () => {
  const ref = `${sandbox.registry}/demo/app:1.0`
  const { platforms } = await inspectImage({ ref, detail: 'index' }, createTestContext().context)
  const digest = platforms.find(({ platform }) => platform === 'linux/arm64')?.digest
  return `${sandbox.registry}/demo/app@${digest}`
}

async function requestsOf(action: () => Promise<unknown>): Promise<number> {
  sandbox.requests.length = 0
  await action()
  return sandbox.requests.length
}

describe('the config of a platform', () => {
  it('says how it starts, and which step made which layer', async () => {
    const details = await getImageConfig({ ref: await arm64() }, createTestContext().context)
    expect(details).toMatchObject({
      platform: 'linux/arm64',
      entrypoint: ['/usr/local/bin/app'],
      command: ['serve'],
      user: '65532',
      ports: ['8080/tcp'],
      isHistoryComplete: true,
    })
    expect(details.history.flatMap(({ digest }) => digest ?? [])).toEqual(details.layers.map(({ digest }) => digest))
  })

  it('costs one request once its manifest is known, and none once the table is', async () => {
    const [ref, { context, again }] = [await arm64(), createTestContext()]
    await getRawManifest({ ref }, context)
    expect(await requestsOf(() => getImageConfig({ ref }, again()))).toBe(1)
    const other = createTestContext()
    await inspectImage({ ref: `${sandbox.registry}/demo/app:1.0`, detail: 'full' }, other.context)
    expect(await requestsOf(() => getImageConfig({ ref }, other.again()))).toBe(0)
  })

  it.each([
    ['linux/s390x', 'NOT_FOUND', 'There is no entry for linux/s390x'],
    [undefined, 'REQUEST_INVALID', 'Say which platform'],
  ])('of %s is refused in words', async (platform, code, words) => {
    const ref = `${sandbox.registry}/demo/app:1.0`
    const reading = getImageConfig({ ref, ...(platform ? { platform } : {}) }, createTestContext().context)
    await expect(reading).rejects.toMatchObject({ error: { code } })
    await expect(reading).rejects.toThrow(words)
  })
})
