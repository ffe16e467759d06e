import { planComposeEndpoint, planSchema, pushIndexEndpoint } from '@/lib/contract/compose'
import { type Image, imageSchema } from '@/lib/contract/image'
import type { CncfRegistry } from '../support/cncf-registry'
import { dockerManifest } from '../support/docker-cli'
import { pushAttestedImage } from '../support/push-attestation'
import { pushImage, pushMultiPlatformImage } from '../support/push-image'
import { inspectWithSkopeo } from '../support/skopeo'
import { type LatencyProxy, startLatencyProxy } from './latency-proxy'
import { longestChain } from './longest-chain'
import { getFrom, postTo } from './product-http'

export interface Measurement {
  task: string
  client: string
  requests: number
  chain: number
  milliseconds: number
}

interface Bench {
  registry: CncfRegistry
  productUrl: string
  latencyMs: number
}

interface Scenario {
  task: string
  client: string
  /** Done before the counting starts. */
  prepare?: (host: string) => Promise<unknown>
  run: (host: string) => Promise<unknown>
}

const nine = ['386', 'amd64', 'arm/v5', 'arm/v7', 'arm64', 'mips64le', 'ppc64le', 'riscv64', 's390x'].map(
  (architecture) => `linux/${architecture}`,
)
const three = ['amd64', 'arm64', 's390x']
const provenance = 'https://slsa.dev/provenance/v0.2'

async function fillRegistry(registry: CncfRegistry): Promise<void> {
  await pushMultiPlatformImage(registry, { repository: 'bench/nine', tag: '1.0', platforms: nine })
  const predicates = { [provenance]: { builder: { id: 'https://ci.example.com/runs/7' } } }
  await pushAttestedImage(registry, { repository: 'bench/attested', tag: '1.0', predicates })
  for (const architecture of three)
    await pushImage(registry, {
      repository: 'bench/three',
      tag: `1.0-${architecture}`,
      platform: `linux/${architecture}`,
    })
}

function productScenarios(productUrl: string): Scenario[] {
  const get = (path: string) => getFrom(`${productUrl}${path}`)
  const getImage = (host: string, detail: string) => get(`/api/v1/image?ref=${host}/bench/nine:1.0&detail=${detail}`)
  const attested = (host: string) => `${host}/bench/attested`
  const readAttested = async (host: string) => {
    const image = imageSchema.parse(JSON.parse(await get(`/api/v1/image?ref=${attested(host)}:1.0`)))
    known.set(host, image)
  }
  const known = new Map<string, Image>()
  const formOf = (host: string) => ({
    target: `${host}/bench/three:archipelago`,
    sources: three.map((architecture) => ({ reference: `${host}/bench/three:1.0-${architecture}` })),
  })
  const plan = async (host: string) =>
    planSchema.parse(JSON.parse(await postTo(productUrl, planComposeEndpoint.path, formOf(host))))
  const agreed = new Map<string, unknown>()
  const client = 'Archipelago'
  return [
    { task: 'platforms of an index', client, run: (host) => getImage(host, 'index') },
    { task: 'nine platforms with sizes and dates', client, run: (host) => getImage(host, 'full') },
    {
      task: 'nine platforms, seen before',
      client,
      prepare: (host) => getImage(host, 'full'),
      run: (host) => getImage(host, 'full'),
    },
    {
      task: 'config of a platform, the table read',
      client,
      prepare: readAttested,
      run: (host) => get(`/api/v1/image/config?ref=${attested(host)}@${known.get(host)?.platforms[0]?.digest}`),
    },
    {
      task: 'provenance opened, the table read',
      client,
      prepare: readAttested,
      run: (host) => {
        const digest = known.get(host)?.platforms[0]?.attestations[0]?.digest
        return get(`/api/v1/attestation?ref=${attested(host)}@${digest}&type=${provenance}`)
      },
    },
    { task: 'plan an index of three tags', client, run: plan },
    {
      task: 'push it',
      client,
      prepare: async (host) => {
        const { index, current } = await plan(host)
        agreed.set(host, { ...formOf(host), digest: index.digest, expected: current?.digest ?? null })
      },
      run: (host) => postTo(productUrl, pushIndexEndpoint.path, agreed.get(host)),
    },
  ]
}

const otherScenarios: Scenario[] = [
  {
    task: 'platforms of an index',
    client: '`docker manifest inspect`',
    run: (host) => dockerManifest([['inspect', '--insecure', `${host}/bench/nine:1.0`]]),
  },
  {
    task: 'platforms of an index',
    client: '`skopeo inspect --raw`',
    run: (host) => inspectWithSkopeo(`${host}/bench/nine:1.0`),
  },
  {
    task: 'an index of three tags, planned and pushed',
    client: '`docker manifest create`, `push`',
    run: (host) => {
      const target = `${host}/bench/three:docker`
      const sources = three.map((architecture) => `${host}/bench/three:1.0-${architecture}`)
      return dockerManifest([
        ['create', '--insecure', target, ...sources],
        ['push', '--insecure', target],
      ])
    },
  },
]

async function measure({ task, client, prepare, run }: Scenario, proxy: LatencyProxy): Promise<Measurement> {
  await prepare?.(proxy.host)
  proxy.requests.length = 0
  const startedMs = performance.now()
  await run(proxy.host)
  const milliseconds = performance.now() - startedMs
  return { task, client, requests: proxy.requests.length, chain: longestChain(proxy.requests), milliseconds }
}

/** Each scenario meets a registry it has never seen: a proxy on a port of its own. */
export async function measureAll({ registry, productUrl, latencyMs }: Bench): Promise<Measurement[]> {
  await fillRegistry(registry)
  const measurements: Measurement[] = []
  for (const scenario of [...productScenarios(productUrl), ...otherScenarios]) {
    const proxy = await startLatencyProxy({ target: registry.url, latencyMs })
    try {
      measurements.push(await measure(scenario, proxy))
    } finally {
      await proxy.close()
    }
  }
  return measurements
}
