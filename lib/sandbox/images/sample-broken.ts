import { mediaTypes } from '@/lib/oci/media-type'
import type { BuiltImage } from '../built-image'
import type { SandboxStore } from '../store'
import { artifact } from './artifact'
import { blob } from './blob'
import { image } from './image'
import { imageIndex } from './image-index'
import { layer } from './layer'
import { manifest } from './manifest'

const repository = 'demo/broken'
const amd64 = image({ platform: { architecture: 'amd64', os: 'linux' } })
const arm64 = image({ platform: { architecture: 'arm64', os: 'linux' } })
const unknown = { architecture: 'unknown', os: 'unknown' }

function schema1(): BuiltImage {
  const base = layer({ path: 'bin/app', sizeBytes: 4096 })
  return manifest({
    mediaType: mediaTypes.dockerSchema1,
    document: {
      schemaVersion: 1,
      name: repository,
      tag: 'schema1',
      architecture: 'amd64',
      fsLayers: [{ blobSum: base.digest }],
      history: [
        { v1Compatibility: JSON.stringify({ id: 'f'.repeat(64), created: '2016-03-01T00:00:00Z', os: 'linux' }) },
      ],
    },
    blobs: [base],
  })
}

function helmChart(): BuiltImage {
  const chart = { name: 'broken', version: '0.1.0', apiVersion: 'v2', type: 'application' }
  const { bytes } = layer({
    path: 'broken/values.bin',
    sizeBytes: 3000,
    files: [{ path: 'broken/Chart.yaml', content: 'name: broken\nversion: 0.1.0\n' }],
  })
  return artifact({
    config: blob('application/vnd.cncf.helm.config.v1+json', JSON.stringify(chart)),
    layers: [blob('application/vnd.cncf.helm.chart.content.v1.tar+gzip', bytes)],
  })
}

function badEntry(): BuiltImage {
  const malformed = {
    mediaType: mediaTypes.ociManifest,
    digest: arm64.digest,
    size: '12',
    platform: { architecture: 'arm64', os: 'linux' },
  }
  return manifest({
    document: { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [amd64.entry, malformed] },
    children: [amd64],
  })
}

/** One tag for each thing that is wrong in the wild; the tag says which. */
export function putBroken(store: SandboxStore): void {
  const unlike = image({ platform: { architecture: 's390x', os: 'linux' }, created: '2026-03-03T03:03:03Z' })
  store.putImages(repository, {
    'missing-child': imageIndex([amd64, unlike]),
    mismatch: imageIndex([{ image: amd64, platform: { architecture: 'arm64', os: 'linux' } }]),
    'wrong-name-arm64': amd64,
    'no-platform': image(),
    schema1: schema1(),
    'helm-chart': helmChart(),
    nested: imageIndex([amd64, imageIndex([arm64])]),
    'unknown-unknown': imageIndex([amd64, { image: image({ created: '2026-04-04T04:04:04Z' }), platform: unknown }]),
    empty: imageIndex([]),
    'bad-entry': badEntry(),
  })
  store.deleteManifest(repository, unlike.digest)
}
