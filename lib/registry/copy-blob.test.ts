import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import type { RegistryClient } from './client'
import { copyBlob } from './copy-blob'
import type { RegistryErrorKind } from './errors'
import { createClient, user } from './test-server'

const layer = Buffer.alloc(300_000, 'layer')
const layerDigest = computeDigest(layer)
const fails = (kind: RegistryErrorKind, more: object = {}) => expect.objectContaining({ kind, ...more })

let sandbox: Sandbox
let client: RegistryClient

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
  client = createClient(sandbox.registry)
  sandbox.store.putBlob({ repository: 'team/app', bytes: layer })
})
afterEach(() => {
  sandbox.clearFaults()
  sandbox.requests.length = 0
})
afterAll(() => sandbox.close())

describe('copyBlob', () => {
  let target: Sandbox
  let to: RegistryClient
  beforeAll(async () => {
    target = await startSandbox({ port: 0, auth: { kind: 'bearer', username: 'alice', password: 'wonderland-4711' } })
    to = createClient(target.registry, { credential: user() })
  })
  afterAll(() => target.close())
  const copy = (repository: string, more: object = {}) =>
    copyBlob({
      from: { client, repository: 'team/app' },
      to: { client: to, repository },
      digest: layerDigest,
      size: layer.length,
      ...more,
    })

  it('copies to a registry that asks for a sign-in, and counts', async () => {
    const counts: number[] = []
    await copy('copy/a', { onProgress: (count: number) => counts.push(count) })
    expect(Buffer.from(target.store.getBlob('copy/a', layerDigest) ?? [])).toEqual(layer)
    expect(counts.at(-1)).toBe(layer.length)
    expect(counts).toEqual(counts.toSorted((a, b) => a - b))
  })

  it('sends nothing that is there already', async () => {
    target.requests.length = 0
    await copy('copy/a')
    expect(target.requests.map(({ method }) => method)).toEqual(['HEAD'])
  })

  it.each([
    ['spoiled content', { path: /blobs/ }, { flipByte: true }],
    ['content of another size', { path: /blobs/ }, { status: 200, body: 'short' }],
  ] as const)('stores no %s', async (_name, match, fault) => {
    sandbox.setFault(match, fault)
    await expect(copy('copy/b')).rejects.toEqual(fails('digest-mismatch', { registry: sandbox.registry }))
    expect(target.store.getBlob('copy/b', layerDigest)).toBeUndefined()
  })

  it('stops when it is cancelled', async () => {
    const controller = new AbortController()
    const options = { signal: controller.signal, onProgress: () => controller.abort() }
    await expect(copy('copy/c', options)).rejects.toEqual(fails('aborted'))
    expect(target.store.getBlob('copy/c', layerDigest)).toBeUndefined()
  })

  it('goes to no other host', async () => {
    target.setFault(
      { method: 'POST', path: /uploads/ },
      { status: 202, headers: { Location: 'https://evil.example/u' } },
    )
    await expect(copy('copy/d')).rejects.toEqual(fails('invalid-answer'))
  })
})
