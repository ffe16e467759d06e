/** What documents made to do harm cost everybody else: how long another request waits meanwhile, and how much memory the server takes. */
import { createServer } from 'node:http'
import { getImageEndpoint } from '@/lib/contract/image'
import { listTagsEndpoint } from '@/lib/contract/tags'
import { mediaTypes } from '@/lib/oci/media-type'
import { freePort } from '../support/free-port'
import type { RunningProduct } from '../support/start-product'
import { residentMib } from './resident-memory'

export interface HostileMeasurement {
  name: string
  mebibytes: number
  status: number
  /** The longest that a request to `/healthz` took meanwhile. */
  longestWaitMs: number
  growthMib: number | undefined
}

const many = (count: number, write: (index: number) => string) => Array.from({ length: count }, (_, at) => write(at))
const digestOf = (index: number) => `sha256:${String(index).padStart(64, '0')}`
const child = (index: number) =>
  `{"mediaType":"${mediaTypes.ociManifest}","digest":"${digestOf(index)}","size":1,"platform":{"os":"linux","architecture":"amd64"}}`
const index = (entries: string[]) =>
  `{"schemaVersion":2,"mediaType":"${mediaTypes.ociIndex}","manifests":[${entries.join(',')}]}`

const manifests: Record<string, () => string> = {
  'nothing special': () => index(many(4, child)),
  '400,000 names': () => `{${many(400_000, (at) => `"k${at}":1`).join(',')}}`,
  '40,000 children': () => index(many(40_000, child)),
  '1,000 children': () => index(many(1_000, child)),
  '190,000 broken entries': () => index(many(190_000, () => '0')),
  'two million levels': () => '['.repeat(2_000_000),
  'one text of 8 MB': () => JSON.stringify({ a: 'x'.repeat(8_000_000) }),
  '50 MB': () => ' '.repeat(50_000_000),
}
const lists: Record<string, () => string> = {
  '190,000 tags': () => `{"tags":[${many(190_000, (at) => `"v${at}.0.0"`).join(',')}]}`,
  '500,000 tags': () => `{"tags":[${many(500_000, (at) => `"v${at}.0.0"`).join(',')}]}`,
  '24,000 tags with digests (Google)': () =>
    `{"tags":[${many(24_000, (at) => `"v${at}"`).join(',')}],"manifest":{${many(24_000, (at) => `"${digestOf(at)}":{"tag":["v${at}"]}`).join(',')}}}`,
}

async function startHostileRegistry() {
  const port = await freePort()
  let body = Buffer.alloc(0)
  const server = createServer((request, response) => {
    const type = request.url?.includes('/manifests/') ? mediaTypes.ociIndex : 'application/json'
    response.writeHead(200, { 'content-type': type, 'content-length': body.length }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections())
  const say = (text: string) => {
    body = Buffer.from(text)
  }
  return { host: `127.0.0.1:${port}`, say, close }
}

/** Asks for `/healthz` again and again until the work has ended. */
async function longestWait(product: RunningProduct, work: Promise<unknown>): Promise<number> {
  let isOver = false
  let longestMs = 0
  const ended = work.finally(() => {
    isOver = true
  })
  while (!isOver) {
    const startedMs = performance.now()
    await (await fetch(`${product.url}/healthz`)).text()
    longestMs = Math.max(longestMs, performance.now() - startedMs)
  }
  await ended
  return longestMs
}

/** Each document three times, of which the last counts: the first ones are slow whatever they are. */
export async function measureHostileDocuments(product: RunningProduct): Promise<HostileMeasurement[]> {
  const registry = await startHostileRegistry()
  const measurements: HostileMeasurement[] = []
  const measure = async (name: string, { text, path }: { text: string; path: string }) => {
    registry.say(text)
    let [status, longestWaitMs] = [0, 0]
    const before = await residentMib(product.pid)
    for (let round = 0; round < 3; round += 1) {
      const asked = fetch(`${product.url}${path}${round}`).then(async (response) => {
        await response.text()
        status = response.status
      })
      longestWaitMs = await longestWait(product, asked)
    }
    const after = await residentMib(product.pid)
    const growthMib = before === undefined || after === undefined ? undefined : after - before
    measurements.push({ name, mebibytes: Buffer.byteLength(text) / 1_048_576, status, longestWaitMs, growthMib })
  }
  try {
    for (const [name, text] of Object.entries(manifests))
      await measure(name, { text: text(), path: `${getImageEndpoint.path}?ref=${registry.host}/a/b:` })
    for (const [name, text] of Object.entries(lists))
      await measure(name, { text: text(), path: `${listTagsEndpoint.path}?repository=${registry.host}/a/b` })
    return measurements
  } finally {
    await registry.close()
  }
}
