import type { ServerResponse } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { GET as getImage } from '@/app/api/v1/image/route'
import { GET as checkRegistry } from '@/app/api/v1/registries/check/route'
import { GET as getTags } from '@/app/api/v1/tags/route'
import { GET as getBadge } from '@/app/badge.svg/route'
import { image } from '@/lib/sandbox/images/image'
import { type GuardedRegistry, startGuardedRegistry } from './guarded-registry.fixture'
import { pageResponses } from './page-responses'
import { RegistryQuota } from './registry-quota'
import { startSharedServer, Visitor } from './shared-mode.fixture'

const hourMs = 3_600_000

describe('the quota', () => {
  it('lets a visitor ask so many registries in an hour, and those again', () => {
    let nowMs = 0
    const quota = new RegistryQuota({ maxRegistries: 2, now: () => nowMs })
    expect([quota.enter('ada', 'a'), quota.enter('ada', 'b'), quota.enter('ada', 'a')]).toEqual([0, 0, 0])
    nowMs = 1_000
    expect(quota.enter('ada', 'c')).toBe(hourMs - 1_000)
    expect([quota.enter('ada', 'b'), quota.enter('ben', 'c')]).toEqual([0, 0])
    nowMs = hourMs
    expect(quota.enter('ada', 'c')).toBe(0)
  })

  it('remembers so many visitors and no more', () => {
    const quota = new RegistryQuota({ maxRegistries: 3, maxVisitors: 100 })
    for (let visitor = 0; visitor < 10_000; visitor += 1)
      for (let registry = 0; registry < 5; registry += 1) quota.enter(`v${visitor}`, `r${registry}`)
    expect(quota.size).toBe(100 * (1 + 3))
  })
})

describe('a visitor who asks one port after the other', () => {
  let place: GuardedRegistry
  beforeAll(async () => {
    place = await startGuardedRegistry()
    place.open.add('team/app')
    place.sandbox.store.putImage({ repository: 'team/app', tag: '1', image: image() })
  })
  afterAll(() => place.close())

  const from = <T>(remoteAddress: string, ask: () => Promise<T>): Promise<T> =>
    pageResponses().run({ req: { socket: { remoteAddress }, rawHeaders: [] } } as unknown as ServerResponse, ask)
  const visitor = new Visitor()
  const image1 = (registry: string) => visitor.get(getImage, `/api/v1/image?ref=${registry}/team/app:1`)

  async function askTwenty(remoteAddress: string): Promise<void> {
    // nothing listens on the first ports of this machine
    const ports = Array.from({ length: 20 }, (_, index) => index + 1)
    const answers = await Promise.all(ports.map((port) => from(remoteAddress, () => image1(`localhost:${port}`))))
    expect(answers.map(({ status }) => status)).toEqual(ports.map(() => 502))
  }

  beforeEach(() => {
    place.requests.length = 0
  })

  it('is sent away after twenty, by whatever way, and nobody else with them', async () => {
    startSharedServer({ allowed: ['localhost'] })
    await askTwenty('127.0.0.1')
    for (const ask of [
      () => image1(place.registry),
      () => visitor.get(getTags, `/api/v1/tags?repository=${place.registry}/team/app`),
    ]) {
      const response = await from('127.0.0.1', ask)
      expect([response.status, Number(response.headers.get('retry-after')) > 3_000]).toEqual([429, true])
      expect((await response.json()).error).toMatchObject({
        code: 'RATE_LIMITED',
        message: expect.stringMatching(/too many registries .* Try again in 60 minutes\.$/),
      })
    }
    await from('127.0.0.1', () => visitor.get(getBadge, `/badge.svg?ref=${place.registry}/team/app:1`))
    await from('127.0.0.1', () => visitor.get(checkRegistry, `/api/v1/registries/check?registry=${place.registry}`))
    expect(place.requests).toEqual([])
    expect((await from('127.0.0.2', () => image1(place.registry))).status).toBe(200)
  })

  it('may go on with what is listed by name, and loses nothing by what may not be used', async () => {
    startSharedServer({ allowed: ['localhost', place.registry] })
    for (let count = 0; count < 30; count += 1)
      expect((await from('127.0.0.1', () => image1(`127.0.0.1:${5_000 + count}`))).status).toBe(403)
    await askTwenty('127.0.0.1')
    expect((await from('127.0.0.1', () => image1(place.registry))).status).toBe(200)
  })
})
