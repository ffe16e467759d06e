/** Planning an index of twenty sources: how many requests, and how many of them wait for one another. */
import { planComposeEndpoint, planSchema } from '@/lib/contract/compose'
import { image } from '@/lib/sandbox/images/image'
import { layer } from '@/lib/sandbox/images/layer'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { freePort } from '../support/free-port'
import { type LatencyProxy, startLatencyProxy } from './latency-proxy'
import { longestChain } from './longest-chain'
import { postTo } from './product-http'

export interface PlanMeasurement {
  task: string
  requests: number
  /** Besides the token requests and the 401s that asked for them, at most for one source. */
  perSource: number
  chain: number
  milliseconds: number
}

interface Place {
  proxy: LatencyProxy
  sandbox: Sandbox
}

const repository = 'bench/twenty'
const sourcesInAll = 20

/** Windows tells images apart by its build, so that all can stand in one index. */
function putImages(sandbox: Sandbox, { first, count }: { first: number; count: number }): string[] {
  const layers = [layer({ path: 'app', sizeBytes: 64, createdBy: 'COPY app /' })]
  return Array.from({ length: count }, (_, position) => {
    const build = first + position
    const platform = { os: 'windows', architecture: 'amd64', 'os.version': `10.0.20348.${build}` }
    sandbox.store.putImage({ repository, tag: `build-${build}`, image: image({ platform, layers, config: {} }) })
    return `build-${build}`
  })
}

async function startPlace({ latencyMs, hasTokens }: { latencyMs: number; hasTokens: boolean }): Promise<Place> {
  const port = await freePort()
  const auth = { kind: 'bearer', realm: `http://localhost:${port}/token` } as const
  const sandbox = await startSandbox({ port: 0, images: false, ...(hasTokens && { auth }) })
  return { sandbox, proxy: await startLatencyProxy({ target: sandbox.url, latencyMs, port }) }
}

/** Requests for one tag, and for the config behind it. */
function requestsPerSource({ proxy, sandbox }: Place, tags: string[]): number {
  const answered = proxy.requests.filter(({ status }) => status !== 401)
  const counts = tags.map((tag) => {
    const { bytes } = sandbox.store.getManifest(repository, tag) ?? {}
    const config = new TextDecoder().decode(bytes).match(/"config":\s*\{[^}]*"digest":\s*"([^"]+)"/)?.[1]
    const names = [`/manifests/${tag}`, `/blobs/${config}`]
    return answered.filter(({ path }) => names.some((name) => path.endsWith(name))).length
  })
  return Math.max(...counts)
}

async function measurePlan(task: string, productUrl: string, places: Place[]): Promise<PlanMeasurement> {
  const count = sourcesInAll / places.length
  const tags = places.map(({ sandbox }, position) => putImages(sandbox, { first: position * count + 1, count }))
  const references = places.flatMap(({ proxy }, position) =>
    (tags[position] ?? []).map((tag) => ({ reference: `${proxy.host}/${repository}:${tag}` })),
  )
  const startedMs = performance.now()
  const input = { target: `${places[0]?.proxy.host}/${repository}:1.0`, sources: references }
  const plan = planSchema.parse(JSON.parse(await postTo(productUrl, planComposeEndpoint.path, input)))
  const milliseconds = performance.now() - startedMs
  if (plan.entries.length !== sourcesInAll) throw new Error(`the plan has ${plan.entries.length} entries`)
  const requests = places.flatMap(({ proxy }) => proxy.requests)
  const perSource = Math.max(...places.map((place, position) => requestsPerSource(place, tags[position] ?? [])))
  return { task, requests: requests.length, perSource, chain: longestChain(requests), milliseconds }
}

/** Every plan meets registries that have never been asked. */
export async function measurePlans({
  productUrl,
  latencyMs,
}: {
  productUrl: string
  latencyMs: number
}): Promise<PlanMeasurement[]> {
  const tasks = [
    { task: '20 tags of one registry', count: 1, hasTokens: false },
    { task: '20 tags of one registry, with a fresh token', count: 1, hasTokens: true },
    { task: '10 tags of each of two registries, with a fresh token on each', count: 2, hasTokens: true },
  ]
  const measurements: PlanMeasurement[] = []
  for (const { task, count, hasTokens } of tasks) {
    const places = await Promise.all(Array.from({ length: count }, () => startPlace({ latencyMs, hasTokens })))
    try {
      measurements.push(await measurePlan(task, productUrl, places))
    } finally {
      await Promise.all(places.flatMap(({ proxy, sandbox }) => [proxy.close(), sandbox.close()]))
    }
  }
  return measurements
}
