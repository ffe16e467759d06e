/** Copying a large image to another registry: how fast, and with how much memory, beside what skopeo does. */

import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { planComposeEndpoint, planSchema, pushIndexEndpoint } from '@/lib/contract/compose'
import { computeDigest } from '@/lib/oci/compute-digest'
import { mediaTypes } from '@/lib/oci/media-type'
import { type CncfRegistry, startCncfRegistry } from '../support/cncf-registry'
import { pushBlob, putManifest } from '../support/push-image'
import { runCommand } from '../support/run-command'
import type { RunningProduct } from '../support/start-product'
import { requireTool } from '../support/tools'
import { postTo } from './product-http'

export interface CopyMeasurement {
  client: string
  mebibytes: number
  milliseconds: number
  /** By which the server's resident memory was higher than before at most; absent for who is no server. */
  growthMib?: number
}

const mebibyte = 1024 * 1024
const layersMib = [1024, 512, 256, 256]
const sampleEveryMs = 50

interface Layer {
  digest: string
  size: number
}

/** Random bytes, a mebibyte at a time over and over with a count in it: as incompressible, and made in no time. */
async function writeLayer(path: string, sizeMib: number): Promise<Layer> {
  const block = randomBytes(mebibyte)
  const hash = createHash('sha256')
  const file = await open(path, 'w')
  for (let count = 0; count < sizeMib; count += 1) {
    block.writeUInt32BE(count)
    hash.update(block)
    await file.write(block)
  }
  await file.close()
  return { digest: `sha256:${hash.digest('hex')}`, size: sizeMib * mebibyte }
}

async function putFile(url: URL, path: string, size: number): Promise<void> {
  const headers = { 'content-type': 'application/octet-stream', 'content-length': size }
  await new Promise<void>((resolve, reject) => {
    const put = request(url, { method: 'PUT', headers }, (answer) => {
      answer.resume()
      if (answer.statusCode === 201) answer.on('end', resolve)
      else reject(new Error(`the layer was answered with ${answer.statusCode}`))
    })
    put.on('error', reject)
    createReadStream(path, { highWaterMark: mebibyte }).pipe(put)
  })
}

async function pushLayer(registry: CncfRegistry, path: string, sizeMib: number): Promise<Layer> {
  const layer = await writeLayer(path, sizeMib)
  const started = await fetch(`${registry.url}/v2/bench/large/blobs/uploads/`, { method: 'POST' })
  const upload = new URL(started.headers.get('location') ?? '', registry.url)
  upload.searchParams.set('digest', layer.digest)
  await putFile(upload, path, layer.size)
  return layer
}

async function pushLargeImage(registry: CncfRegistry): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'archipelago-bench-'))
  const layers: Layer[] = []
  try {
    for (const sizeMib of layersMib) layers.push(await pushLayer(registry, join(folder, 'layer'), sizeMib))
  } finally {
    await rm(folder, { recursive: true })
  }
  const config = JSON.stringify({ os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: [] } })
  await pushBlob(registry, 'bench/large', config)
  const body = JSON.stringify({
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: { mediaType: mediaTypes.ociConfig, digest: computeDigest(config), size: config.length },
    layers: layers.map((layer) => ({ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', ...layer })),
  })
  await putManifest(registry, { repository: 'bench/large', tag: '1.0', mediaType: mediaTypes.ociManifest, body })
}

async function residentMib(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1024
}

/** The most that the work added to a process's resident memory, looked at twenty times a second. */
async function growthDuring(pid: number | undefined, work: () => Promise<unknown>): Promise<number> {
  const before = await residentMib(pid)
  let most = before
  const timer = setInterval(async () => {
    most = Math.max(most, await residentMib(pid))
  }, sampleEveryMs)
  try {
    await work()
  } finally {
    clearInterval(timer)
  }
  return Math.round(most - before)
}

async function copyWithProduct(productUrl: string, from: CncfRegistry, to: CncfRegistry): Promise<void> {
  const form = { target: `${to.host}/bench/large:1.0`, sources: [{ reference: `${from.host}/bench/large:1.0` }] }
  const { index, current } = planSchema.parse(JSON.parse(await postTo(productUrl, planComposeEndpoint.path, form)))
  await postTo(productUrl, pushIndexEndpoint.path, { ...form, digest: index.digest, expected: current?.digest ?? null })
}

async function copyWithSkopeo(from: CncfRegistry, to: CncfRegistry): Promise<void> {
  const place = ({ host }: CncfRegistry) => `docker://${host}/bench/large:1.0`
  const flags = ['--quiet', '--src-tls-verify=false', '--dest-tls-verify=false']
  const { code, stderr } = await runCommand(requireTool('skopeo'), ['copy', ...flags, place(from), place(to)])
  if (code !== 0) throw new Error(`skopeo copy: ${stderr}`)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await work()
  return performance.now() - startedMs
}

/** Each client fills a registry of its own from the same one. */
export async function measureCopies(product: RunningProduct): Promise<CopyMeasurement[]> {
  const source = await startCncfRegistry()
  const targets = [await startCncfRegistry(), await startCncfRegistry()] as const
  const mebibytes = layersMib.reduce((sum, size) => sum + size, 0)
  try {
    await pushLargeImage(source)
    let growthMib = 0
    const ours = await timed(async () => {
      growthMib = await growthDuring(product.pid, () => copyWithProduct(product.url, source, targets[0]))
    })
    const theirs = await timed(() => copyWithSkopeo(source, targets[1]))
    return [
      { client: 'Archipelago', mebibytes, milliseconds: ours, growthMib },
      { client: '`skopeo copy`', mebibytes, milliseconds: theirs },
    ]
  } finally {
    await Promise.all([source, ...targets].map((registry) => registry.close()))
  }
}
