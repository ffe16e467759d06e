import { expect, it } from 'vitest'
import { indexEntrySchema } from '@/lib/oci/descriptor'
import { mediaTypes } from '@/lib/oci/media-type'
import { writeIndex } from './index-bytes'

const digest = `sha256:${'1'.repeat(64)}` as const
const subject = { size: 5, digest, mediaType: mediaTypes.ociManifest }

const everything = indexEntrySchema.parse({
  'x-second': [1],
  data: 'e30=',
  artifactType: 'application/x',
  annotations: { zebra: 'z', ape: 'a' },
  urls: ['https://example.org/x'],
  platform: {
    variant: 'v8',
    'os.features': ['b'],
    os: 'linux',
    'x-cpu': true,
    'os.version': '1',
    architecture: 'arm64',
  },
  size: 7,
  'x-first': null,
  digest,
  mediaType: mediaTypes.ociManifest,
})

const expected = `{
  "schemaVersion": 2,
  "mediaType": "application/vnd.oci.image.index.v1+json",
  "artifactType": "application/set",
  "manifests": [
    {
      "mediaType": "application/vnd.oci.image.manifest.v1+json",
      "digest": "${digest}",
      "size": 7,
      "platform": {
        "architecture": "arm64",
        "os": "linux",
        "os.version": "1",
        "os.features": [
          "b"
        ],
        "variant": "v8",
        "x-cpu": true
      },
      "urls": [
        "https://example.org/x"
      ],
      "annotations": {
        "ape": "a",
        "zebra": "z"
      },
      "artifactType": "application/x",
      "data": "e30=",
      "x-second": [
        1
      ],
      "x-first": null
    }
  ],
  "subject": {
    "mediaType": "application/vnd.oci.image.manifest.v1+json",
    "digest": "${digest}",
    "size": 5
  },
  "annotations": {
    "a": "1",
    "b": "2"
  }
}`

const content = {
  mediaType: mediaTypes.ociIndex,
  entries: [{ descriptor: everything }],
  annotations: { b: '2', a: '1' },
  artifactType: 'application/set',
  subject,
}

it('writes every field in its place, unknown ones last in their order', () => {
  expect(writeIndex(content)).toBe(expected)
})

it('writes what was decided for the platform, with the unknown fields of the stored one', () => {
  const platform = { os: 'linux', architecture: 'arm64' }
  const [entry] = JSON.parse(writeIndex({ ...content, entries: [{ descriptor: everything, platform }] })).manifests
  expect(entry.platform).toEqual({ architecture: 'arm64', os: 'linux', 'x-cpu': true })
})

it('writes no field of OCI alone into a Docker list', () => {
  const list = JSON.parse(writeIndex({ ...content, mediaType: mediaTypes.dockerList }))
  expect(Object.keys(list)).toEqual(['schemaVersion', 'mediaType', 'manifests'])
  expect(Object.keys(list.manifests[0])).toEqual([
    'mediaType',
    'digest',
    'size',
    'platform',
    'urls',
    'x-second',
    'x-first',
  ])
})

it('writes no empty annotations, and an empty index as one', () => {
  const empty = { mediaType: mediaTypes.ociIndex, entries: [], annotations: {} }
  expect(writeIndex(empty)).toBe(
    '{\n  "schemaVersion": 2,\n  "mediaType": "application/vnd.oci.image.index.v1+json",\n  "manifests": []\n}',
  )
})
