/** What a repository's page asks of the registry: all the names, then what the first thirty rows show. */
import pLimit from 'p-limit'
import { z } from 'zod'
import { tagPageSchema } from '@/lib/contract/tags'
import type { CncfRegistry } from '../support/cncf-registry'
import { pushMultiPlatformImage, putManifest, readManifest } from '../support/push-image'
import type { RunningProduct } from '../support/start-product'
import { type LatencyProxy, startLatencyProxy } from './latency-proxy'
import { longestChain } from './longest-chain'
import { getFrom } from './product-http'
import { residentMib } from './resident-memory'

interface Cost {
  requests: number
  chain: number
  milliseconds: number
}

export interface TagListMeasurement {
  tags: number
  names: Cost
  rows: Cost
  /** Resident memory of the server afterwards; absent where the system does not tell. */
  serverMib?: number
}

interface Bench {
  registry: CncfRegistry
  product: RunningProduct
  latencyMs: number
}

const sizes = [100, 1000, 10_000]
const rowsOnScreen = 30
const pushesAtOnce = 16

async function fillRepository(registry: CncfRegistry, count: number): Promise<string> {
  const repository = `bench/tags-${count}`
  await pushMultiPlatformImage(registry, { repository, tag: '1.0', platforms: ['linux/amd64', 'linux/arm64'] })
  const body = (await readManifest(registry, repository, '1.0')) ?? ''
  const { mediaType } = z.object({ mediaType: z.string() }).parse(JSON.parse(body))
  const limit = pLimit(pushesAtOnce)
  const versions = Array.from({ length: count - 1 }, (_, patch) => `2.0.${patch}`)
  await Promise.all(versions.map((tag) => limit(() => putManifest(registry, { repository, tag, mediaType, body }))))
  return repository
}

async function costOf(proxy: LatencyProxy, work: () => Promise<unknown>): Promise<Cost> {
  proxy.requests.length = 0
  const startedMs = performance.now()
  await work()
  const milliseconds = performance.now() - startedMs
  return { requests: proxy.requests.length, chain: longestChain(proxy.requests), milliseconds }
}

async function measureOne(count: number, { registry, product, latencyMs }: Bench): Promise<TagListMeasurement> {
  const repository = await fillRepository(registry, count)
  const proxy = await startLatencyProxy({ target: registry.url, latencyMs })
  const address = `${product.url}/api/v1/tags`
  try {
    const place = `repository=${proxy.host}/${repository}`
    let tags: string[] = []
    const names = await costOf(proxy, async () => {
      tags = tagPageSchema.parse(JSON.parse(await getFrom(`${address}?${place}`))).tags
    })
    const shown = tags.slice(0, rowsOnScreen).map((tag) => `&tag=${tag}`)
    const rows = await costOf(proxy, () => getFrom(`${address}/platforms?${place}${shown.join('')}`))
    const serverMib = await residentMib(product.pid)
    return { tags: tags.length, names, rows, ...(serverMib === undefined ? {} : { serverMib }) }
  } finally {
    await proxy.close()
  }
}

export async function measureTagLists(bench: Bench): Promise<TagListMeasurement[]> {
  const measurements: TagListMeasurement[] = []
  for (const count of sizes) measurements.push(await measureOne(count, bench))
  return measurements
}
