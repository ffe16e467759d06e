/** What documents made to do harm cost everybody else: how long another request waits meanwhile, and how much memory the server takes. */
import { createServer } from 'node:http'
import { mediaTypes } from '@/lib/oci/media-type'
import { freePort } from '../support/free-port'
import type { RunningProduct } from '../support/start-product'
import { type Hostile, hostileCases } from './hostile-documents'
import { residentMib } from './resident-memory'

export interface HostileMeasurement {
  name: string
  mebibytes: number
  status: number
  /** The longest that a request to `/healthz` took meanwhile. */
  longestWaitMs: number
  growthMib: number | undefined
}

const rounds = 3

/** What is asked by digest and not there is answered as the tags are: with bytes that do not match. */
async function startHostileRegistry() {
  const port = await freePort()
  let has = { top: Buffer.alloc(0), contents: new Map() as Hostile['contents'] }
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    const found = has.contents?.get(path.split('/').at(-1) ?? '')
    const body = found ?? has.top
    const isManifest = path.includes('/manifests/') && body.includes(`"mediaType":"${mediaTypes.ociManifest}","config"`)
    const type = isManifest
      ? mediaTypes.ociManifest
      : path.includes('/manifests/')
        ? mediaTypes.ociIndex
        : 'application/json'
    response.writeHead(200, { 'content-type': type, 'content-length': body.length })
    response.end(request.method === 'HEAD' ? undefined : body)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections())
  const say = ({ top, contents }: Hostile) => {
    has = { top: Buffer.from(top), contents }
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
  try {
    for (const [at, { name, path, write }] of hostileCases.entries()) {
      const hostile = write()
      registry.say(hostile)
      let [status, longestWaitMs] = [0, 0]
      const before = await residentMib(product.pid)
      for (let round = 0; round < rounds; round += 1) {
        const asked = fetch(product.url + path(`${registry.host}/case/n${at}`, round)).then(async (response) => {
          await response.text()
          status = response.status
        })
        longestWaitMs = await longestWait(product, asked)
      }
      const after = await residentMib(product.pid)
      const growthMib = before === undefined || after === undefined ? undefined : after - before
      const contents = [...(hostile.contents?.values() ?? [])].reduce((sum, { length }) => sum + length, 0)
      const mebibytes = (Buffer.byteLength(hostile.top) + contents) / 1_048_576
      measurements.push({ name, mebibytes, status, longestWaitMs, growthMib })
    }
    return measurements
  } finally {
    await registry.close()
  }
}
