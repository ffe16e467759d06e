import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import type { Digest } from '@/lib/oci/digest'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { getBlob, headBlob, mountBlob } from './blobs'
import type { RegistryClient } from './client'
import type { RegistryErrorKind } from './errors'
import { createClient } from './test-server'

const layer = Buffer.alloc(300_000, 'layer')
const layerDigest = computeDigest(layer)
const absent: Digest = `sha256:${'0'.repeat(64)}`
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

describe('blobs', () => {
  const blob = { repository: 'team/app', digest: layerDigest }

  it('are read and verified', async () => {
    expect(Buffer.from(await getBlob(client, { ...blob, maxBytes: 1_000_000 }))).toEqual(layer)
    await expect(getBlob(client, { ...blob, maxBytes: 1_000 })).rejects.toEqual(fails('too-large'))
    sandbox.setFault({ path: /blobs/ }, { flipByte: true })
    await expect(getBlob(client, { ...blob, maxBytes: 1_000_000 })).rejects.toEqual(fails('digest-mismatch'))
  })

  it('tell their size', async () => {
    expect(await headBlob(client, blob)).toEqual({ size: layer.length })
    expect(await headBlob(client, { ...blob, digest: absent })).toBeUndefined()
  })

  it('are mounted, or not', async () => {
    expect(await mountBlob(client, { ...blob, repository: 'team/mounted', from: 'team/app' })).toBe(true)
    expect(await headBlob(client, { ...blob, repository: 'team/mounted' })).toEqual({ size: layer.length })
    expect(await mountBlob(client, { repository: 'team/mounted', from: 'team/app', digest: absent })).toBe(false)
    sandbox.setFault({ method: 'POST', path: /mount/ }, { status: 401 })
    expect(await mountBlob(client, { ...blob, repository: 'team/other', from: 'team/app' })).toBe(false)
  })
})
