import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { compareImages } from './compare-images'
import { resolvePlatform } from './resolve-platform'
import { createTestContext } from './test-context'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())

const reference = (name: string) => `${sandbox.registry}/${name}`

describe('comparing', () => {
  const compare = (base: string, target: string) =>
    compareImages({ base: reference(base), target: reference(target) }, createTestContext().context)

  it('an image with itself', async () => {
    const { platforms } = await compare('demo/app:1.0', 'demo/app:latest')
    expect(platforms.map(({ platform, change }) => [platform, change])).toEqual([
      ['linux/amd64', 'same'],
      ['linux/arm64', 'same'],
    ])
    for (const { layers, fields } of platforms) {
      expect(new Set(layers.map(({ change }) => change))).toEqual(new Set(['kept']))
      expect(fields).toEqual([])
    }
  })

  it('what came, what went, what was built anew', async () => {
    const { platforms } = await compare('demo/app:1.0', 'demo/app:1.1-amd64')
    expect(platforms.map(({ platform, change }) => [platform, change])).toEqual([
      ['linux/amd64', 'changed'],
      ['linux/arm64', 'removed'],
    ])
    const [amd64] = platforms
    expect(amd64?.before?.digest).not.toBe(amd64?.after?.digest)
    expect(amd64?.layers.map(({ change }) => change)).toContain('added')
  })
})

describe('what a client pulls', () => {
  it.each([
    ['library/openjdk:8', 'linux/arm64', 'linux/arm64', 'exactly that platform'],
    ['library/openjdk:8', 'linux/amd64/v3', 'linux/amd64', 'runs without emulation'],
    ['library/openjdk:8', 'windows(10.0.17763)/amd64', 'windows/amd64 (10.0.17763.7678)', 'Windows build'],
    ['library/openjdk:8', 'linux/riscv64', undefined, 'no matching manifest'],
    ['demo/app:1.0-arm64', 'linux/amd64', 'linux/arm64', 'can only emulate it'],
    ['demo/app:1.0-arm64', 'linux/arm64', 'linux/arm64', 'runs it'],
  ])('of %s on %s', async (name, platform, chosen, message) => {
    const resolution = await resolvePlatform({ ref: reference(name), platform }, createTestContext().context)
    expect(resolution.chosen?.platform).toBe(chosen)
    expect(resolution.message).toContain(message)
  })

  it('a platform that is none is refused', async () => {
    const resolving = resolvePlatform(
      { ref: reference('demo/app:1.0'), platform: 'amd64' },
      createTestContext().context,
    )
    await expect(resolving).rejects.toMatchObject({ error: { code: 'REQUEST_INVALID' } })
  })
})
