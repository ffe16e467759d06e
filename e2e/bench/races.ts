/** Two servers that share a Redis add images to one tag, all at once: whether each entry is there in the end. */
import { planComposeEndpoint, planSchema, pushIndexEndpoint } from '@/lib/contract/compose'
import { startRedis } from '@/lib/server/redis.fixture'
import type { CncfRegistry } from '../support/cncf-registry'
import { pushImage, readManifest } from '../support/push-image'
import { startProduct } from '../support/start-product'
import { post, postTo } from './product-http'

export interface RaceMeasurement {
  appends: number
  lost: number
  /** Pushes that were told that the tag had moved, and planned again. */
  told: number
  milliseconds: number
}

const appends = 200
const workersPerServer = 3
const repository = 'bench/race'

async function pushImages(registry: CncfRegistry): Promise<string[]> {
  const tags = Array.from({ length: appends }, (_, position) => `build-${position + 1}`)
  for (const [position, tag] of tags.entries())
    await pushImage(registry, { repository, tag, platform: 'linux/riscv64', version: String(position) })
  return tags
}

/** Plans and pushes until it is done; returns how often it was told to plan again. */
async function append(serverUrl: string, form: { target: string; sources: unknown[] }): Promise<number> {
  for (let told = 0; ; told += 1) {
    const input = { ...form, keep: true }
    const plan = planSchema.parse(JSON.parse(await postTo(serverUrl, planComposeEndpoint.path, input)))
    const agreed = { digest: plan.index.digest, expected: plan.current?.digest ?? null }
    const answer = await (await post(serverUrl, pushIndexEndpoint.path, { ...input, ...agreed })).text()
    if (answer.includes('"event":"done"')) return told
    if (!/"code":"(?:CONFLICT|PLAN_CHANGED)"/.test(answer)) throw new Error(answer)
  }
}

async function countEntries(registry: CncfRegistry): Promise<number> {
  const body = JSON.parse((await readManifest(registry, repository, '1.0')) ?? '{"manifests":[]}')
  return new Set(body.manifests.map(({ digest }: { digest: string }) => digest)).size
}

/** The registry compares nothing before it writes: that no entry is lost is the servers' doing. */
export async function measureRace(registry: CncfRegistry): Promise<RaceMeasurement> {
  const waiting = await pushImages(registry)
  const redis = await startRedis()
  const environment = () => ({ REDIS_URL: redis.url })
  const servers = [await startProduct({ environment }), await startProduct({ environment })]
  const startedMs = performance.now()
  let told = 0
  const work = async (serverUrl: string) => {
    for (let tag = waiting.shift(); tag !== undefined; tag = waiting.shift()) {
      const platform = `linux/riscv64/v${tag.slice('build-'.length)}`
      const sources = [{ reference: `${registry.host}/${repository}:${tag}`, platform }]
      told += await append(serverUrl, { target: `${registry.host}/${repository}:1.0`, sources })
    }
  }
  try {
    await Promise.all(servers.flatMap(({ url }) => Array.from({ length: workersPerServer }, () => work(url))))
    const milliseconds = performance.now() - startedMs
    return { appends, lost: appends - (await countEntries(registry)), told, milliseconds }
  } finally {
    await Promise.all([...servers.map((server) => server.close()), redis.stop()])
  }
}
