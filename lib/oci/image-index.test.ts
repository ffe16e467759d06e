import { describe, expect, it } from 'vitest'
import { attestationSubject, readImageIndex } from './image-index'
import { mediaTypes } from './media-type'

const digest = `sha256:${'1'.repeat(64)}`
const other = `sha256:${'2'.repeat(64)}`
const entry = { mediaType: mediaTypes.ociManifest, digest, size: 7 }
const amd64 = { ...entry, platform: { os: 'linux', architecture: 'amd64' } }
const unknown = { os: 'unknown', architecture: 'unknown' }
const attests = { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': other }

const read = (...manifests: unknown[]) => {
  const index = readImageIndex({ schemaVersion: 2, manifests })
  if (!index) throw new Error('no index')
  return index
}

it.each<[string, object, string]>([
  ['an image with its platform', amd64, 'platform'],
  ['an image without a platform', entry, 'platform'],
  ['an image with half a platform', { ...entry, platform: { os: '', architecture: 'amd64' } }, 'platform'],
  ['an image whose platform is null', { ...entry, platform: null }, 'platform'],
  ['a Docker image', { ...amd64, mediaType: mediaTypes.dockerManifest }, 'platform'],
  ['an attestation', { ...entry, platform: unknown, annotations: attests }, 'attestation'],
  ['an attestation without a platform', { ...entry, annotations: attests }, 'attestation'],
  ['unknown/unknown without annotations', { ...entry, platform: unknown }, 'artifact'],
  ['an artifact', { ...entry, artifactType: 'application/sbom' }, 'artifact'],
  ['an image with an artifact type and a platform', { ...amd64, artifactType: mediaTypes.ociConfig }, 'platform'],
  ['a nested index', { ...entry, mediaType: mediaTypes.ociIndex }, 'index'],
  ['a nested Docker list', { ...amd64, mediaType: mediaTypes.dockerList }, 'index'],
  ['another media type', { ...amd64, mediaType: 'application/x' }, 'artifact'],
])('%s is: %3$s', (_what, descriptor, role) => {
  expect(read(descriptor).entries).toMatchObject([{ position: 0, role }])
})

describe('one broken entry', () => {
  it.each<[string, unknown, string]>([
    ['without a size', { mediaType: mediaTypes.ociManifest, digest }, 'size'],
    ['with a broken digest', { ...amd64, digest: 'sha256:1' }, 'digest'],
    ['with a size as text', { ...amd64, size: '7' }, 'size'],
    ['with a platform as text', { ...entry, platform: 'linux/amd64' }, 'platform'],
    ['that is null', null, 'not a descriptor'],
  ])('%s spoils only itself', (_what, broken, named) => {
    const index = read(amd64, broken, { ...amd64, digest: other })
    expect(index.entries.map(({ position }) => position)).toEqual([0, 2])
    expect(index.broken).toMatchObject([{ position: 1, raw: broken }])
    expect(index.broken[0]?.message).toContain(named)
  })
})

it('tells which image an attestation is about, when it says so properly', () => {
  const subjectOf = (annotations: Record<string, string>) => {
    const [found] = read({ ...entry, annotations }).entries
    return found && attestationSubject(found.descriptor)
  }
  expect(subjectOf(attests)).toBe(other)
  expect(subjectOf({ ...attests, 'vnd.docker.reference.digest': 'nonsense' })).toBeUndefined()
  expect(subjectOf({ 'vnd.docker.reference.type': 'attestation-manifest' })).toBeUndefined()
})

it('keeps unknown fields and the annotations of the index', () => {
  const index = readImageIndex({ schemaVersion: 2, manifests: [{ ...amd64, x: 1 }], annotations: { a: 'b' }, y: 2 })
  expect(index?.entries[0]?.descriptor).toEqual({ ...amd64, x: 1 })
  expect(index?.annotations).toEqual({ a: 'b' })
  expect(index?.document.y).toBe(2)
})

it.each([null, 7, [], {}, { schemaVersion: 1, manifests: [] }, { schemaVersion: 2, manifests: {} }])(
  '%j is no index',
  (document) => {
    expect(readImageIndex(document)).toBeUndefined()
  },
)
