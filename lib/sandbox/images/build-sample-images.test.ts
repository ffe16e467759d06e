import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isDigestOf } from '@/lib/oci/compute-digest'
import type { Descriptor } from '@/lib/oci/descriptor'
import type { Digest } from '@/lib/oci/digest'
import { parseImageConfig } from '@/lib/oci/image-config'
import { attestationSubject } from '@/lib/oci/image-index'
import { type Manifest, parseManifest } from '@/lib/oci/manifest'
import { formatPlatform, type Platform, platformKey } from '@/lib/oci/platform'
import { type Sandbox, startSandbox } from '../sandbox'
import { SandboxStore } from '../store'
import { buildSampleImages } from './build-sample-images'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())

interface Pulled {
  manifest: Manifest
  digest: Digest
}

async function pull(repository: string, reference: string): Promise<Pulled> {
  const response = await fetch(`${sandbox.url}/v2/${repository}/manifests/${reference}`)
  expect(response.status, `${repository} ${reference}`).toBe(200)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const digest = response.headers.get('docker-content-digest') as Digest
  expect(isDigestOf(digest, bytes)).toBe(true)
  expect(response.headers.get('content-length')).toBe(String(bytes.byteLength))
  return { manifest: parseManifest(bytes, response.headers.get('content-type') ?? undefined), digest }
}

async function pullBlob(repository: string, { digest, size }: Descriptor): Promise<Uint8Array> {
  const bytes = new Uint8Array(await (await fetch(`${sandbox.url}/v2/${repository}/blobs/${digest}`)).arrayBuffer())
  expect(isDigestOf(digest, bytes)).toBe(true)
  expect(bytes.byteLength).toBe(size)
  return bytes
}

/** Follows every descriptor down to the blobs. */
async function verify(repository: string, reference: string): Promise<void> {
  const { manifest } = await pull(repository, reference)
  if (manifest.kind === 'index') {
    expect(manifest.index.broken).toEqual([])
    for (const { descriptor } of manifest.index.entries) {
      const child = sandbox.store.getManifest(repository, descriptor.digest)
      expect(child).toMatchObject({ mediaType: descriptor.mediaType, bytes: { byteLength: descriptor.size } })
      await verify(repository, descriptor.digest)
    }
  } else if (manifest.kind === 'image') {
    const { config, layers } = manifest.image
    for (const layer of layers) await pullBlob(repository, layer)
    const { rootfs } = await parseImageConfig(await pullBlob(repository, config))
    expect(rootfs).toMatchObject({ type: 'layers', diff_ids: { length: layers.length } })
  }
}

const tagNames: Record<string, string[]> = {
  'demo/app': ['1.0', '1.0-amd64', '1.0-arm64', '1.1-amd64', '1.1-arm64', '1.1-armv7', 'latest'],
  'demo/centos-base': ['7', '7-aarch64', '7-x86_64'],
  'demo/everywhere': ['2.3'],
  'demo/java-base': ['1.0', '1.0-aarch64', '1.0-x86_64'],
  'demo/java-multi-arch-demo': ['1.0-aarch64', '1.0-x86_64'],
  'demo/nginx-base': ['1.25', '1.25-amd64', '1.25-arm64v8'],
  'library/openjdk': ['11', '17', '8', '8-jdk'],
}

describe.each(Object.entries(tagNames))('%s', (repository, tags) => {
  test('has its tags, and every descriptor tells the truth', async () => {
    expect(sandbox.store.tags(repository)).toEqual(tags)
    for (const tag of tags) await verify(repository, tag)
  })
})

test('are the same at every start', () => {
  const again = new SandboxStore()
  buildSampleImages(again)
  expect(again.repositoryNames()).toEqual([...Object.keys(tagNames), 'demo/broken'].sort())
  for (const repository of again.repositoryNames())
    for (const tag of again.tags(repository))
      expect(again.getManifest(repository, tag)?.digest).toBe(sandbox.store.getManifest(repository, tag)?.digest)
})

test('are the same on every machine', () => {
  expect(sandbox.store.getManifest('demo/app', '1.0')?.digest).toBe(
    'sha256:83871683a2ca1519dd8ccefc416e0281be9c4bcc59b7c8fae97a4936fdf02ee0',
  )
})

async function entriesOf(repository: string, tag: string) {
  const { manifest } = await pull(repository, tag)
  if (manifest.kind !== 'index') throw new Error(`${repository}:${tag} is no index`)
  return manifest.index.entries
}

test.each([
  { repository: 'demo/app', tag: '1.0', names: ['linux/amd64', 'linux/arm64'] },
  {
    repository: 'library/openjdk',
    tag: '8',
    names: ['linux/amd64', 'linux/arm64', 'windows/amd64 (10.0.17763.7678)', 'windows/amd64 (10.0.20348.4052)'],
  },
  {
    repository: 'demo/everywhere',
    tag: '2.3',
    names: ['386', 'amd64', 'arm/v5', 'arm/v6', 'arm/v7', 'arm64', 'riscv64', 's390x', 'ppc64le'].map(
      (n) => `linux/${n}`,
    ),
  },
])('$repository:$tag has its platforms, as their configs say', async ({ repository, tag, names }) => {
  const entries = (await entriesOf(repository, tag)).filter(({ role }) => role === 'platform')
  const platforms = entries.map(({ descriptor }) => descriptor.platform as Platform)
  expect(platforms.map(formatPlatform)).toEqual(names)
  for (const { descriptor } of entries) {
    const { manifest } = await pull(repository, descriptor.digest)
    if (manifest.kind !== 'image') throw new Error('an entry is no image')
    const config = await parseImageConfig(await pullBlob(repository, manifest.image.config))
    expect(platformKey(config as Platform)).toBe(platformKey(descriptor.platform as Platform))
  }
})

test.each([
  ['demo/app:1.0', 'https://slsa.dev/provenance/v0.2'],
  ['demo/everywhere:2.3', 'https://slsa.dev/provenance/v1'],
])('%s has an attestation for each platform', async (name, provenance) => {
  const [repository = '', tag = ''] = name.split(':')
  const entries = await entriesOf(repository, tag)
  const digests = entries.filter(({ role }) => role === 'platform').map(({ descriptor }) => descriptor.digest)
  const attestations = entries.filter(({ role }) => role === 'attestation')
  expect(attestations.map(({ descriptor }) => attestationSubject(descriptor))).toEqual(digests)
  const { manifest } = await pull(repository, attestations[0]?.descriptor.digest ?? '')
  const layers = manifest.kind === 'image' ? manifest.image.layers : []
  expect(layers.map(({ annotations }) => annotations?.['in-toto.io/predicate-type'])).toEqual([
    provenance,
    'https://spdx.dev/Document',
  ])
})

test('demo/everywhere has a signature and an SBOM that refer to it', async () => {
  const digest = sandbox.store.getManifest('demo/everywhere', '2.3')?.digest
  const response = await fetch(`${sandbox.url}/v2/demo/everywhere/referrers/${digest}`)
  expect(await response.json()).toMatchObject({
    manifests: [
      { artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json' },
      { artifactType: 'application/vnd.cyclonedx+json' },
    ],
  })
})

test('demo/app:latest is 1.0, and demo/nginx-base:1.25 is behind its arm64 build', async () => {
  const digestOf = (repository: string, tag: string) => sandbox.store.getManifest(repository, tag)?.digest
  expect(digestOf('demo/app', 'latest')).toBe(digestOf('demo/app', '1.0'))
  const [amd64, arm64] = await entriesOf('demo/nginx-base', '1.25')
  expect(amd64?.descriptor.digest).toBe(digestOf('demo/nginx-base', '1.25-amd64'))
  expect(arm64?.descriptor.digest).not.toBe(digestOf('demo/nginx-base', '1.25-arm64v8'))
})

describe('demo/broken', () => {
  const repository = 'demo/broken'
  const read = async (tag: string) => (await pull(repository, tag)).manifest

  test('missing-child lists a manifest that is not there', async () => {
    const entries = await entriesOf(repository, 'missing-child')
    const found = entries.map(
      ({ descriptor }) => sandbox.store.getManifest(repository, descriptor.digest) !== undefined,
    )
    expect(found).toEqual([true, false])
  })

  test.each([
    { tag: 'mismatch', entry: 'linux/arm64', config: 'linux/amd64' },
    { tag: 'wrong-name-arm64', entry: undefined, config: 'linux/amd64' },
    { tag: 'no-platform', entry: undefined, config: undefined },
  ])('$tag says $entry outside and $config inside', async ({ tag, entry, config }) => {
    const outer = await read(tag)
    const first = outer.kind === 'index' ? outer.index.entries[0]?.descriptor : undefined
    expect(first?.platform ? formatPlatform(first.platform as Platform) : undefined).toBe(entry)
    const inner = first ? await read(first.digest) : outer
    if (inner.kind !== 'image') throw new Error('no image')
    const { os, architecture } = await parseImageConfig(await pullBlob(repository, inner.image.config))
    expect(os === undefined ? undefined : `${os}/${architecture}`).toBe(config)
  })

  test('the others are what their tags say', async () => {
    expect((await read('schema1')).kind).toBe('schema1')
    expect(await read('helm-chart')).toMatchObject({
      kind: 'artifact',
      artifactType: 'application/vnd.cncf.helm.config.v1+json',
    })
    expect((await entriesOf(repository, 'nested')).map(({ role }) => role)).toEqual(['platform', 'index'])
    expect((await entriesOf(repository, 'unknown-unknown')).map(({ role }) => role)).toEqual(['platform', 'artifact'])
    expect(await entriesOf(repository, 'empty')).toEqual([])
    expect(await read('bad-entry')).toMatchObject({ index: { entries: { length: 1 }, broken: [{ position: 1 }] } })
  })
})
