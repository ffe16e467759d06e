import { describe, expect, it } from 'vitest'
import {
  describeMediaType,
  isDockerMediaType,
  isStatementMediaType,
  manifestShape,
  mediaTypes,
  normalizeContentType,
} from './media-type'

it.each([
  [mediaTypes.ociIndex, 'index', false],
  [mediaTypes.dockerList, 'index', true],
  [mediaTypes.ociManifest, 'image', false],
  [mediaTypes.dockerManifest, 'image', true],
  [mediaTypes.ociArtifact, 'artifact', false],
  [mediaTypes.dockerSchema1, 'schema1', true],
  [mediaTypes.dockerSchema1Signed, 'schema1', true],
  [mediaTypes.ociConfig, undefined, false],
  ['constructor', undefined, false],
  ['', undefined, false],
])('%s promises %s', (mediaType, shape, isDocker) => {
  expect(manifestShape(mediaType)).toBe(shape)
  expect(isDockerMediaType(mediaType)).toBe(isDocker)
})

it.each([
  ['application/vnd.oci.image.index.v1+json; charset=utf-8', mediaTypes.ociIndex],
  [' Application/Vnd.OCI.Image.Index.V1+JSON ', mediaTypes.ociIndex],
  ['application/json', undefined],
  ['text/plain; charset=utf-8', undefined],
  ['application/octet-stream', undefined],
  ['', undefined],
  [undefined, undefined],
])('Content-Type %j says %s', (header, expected) => {
  expect(normalizeContentType(header)).toBe(expected)
})

it('has words for what it knows, and shows the rest as it is', () => {
  expect(describeMediaType(mediaTypes.ociIndex)).toBe('OCI index')
  expect(describeMediaType(mediaTypes.dockerList)).toBe('Docker manifest list')
  expect(describeMediaType('application/x')).toBe('application/x')
})

describe('what states something', () => {
  it.each([
    ['application/vnd.in-toto+json', true],
    ['application/vnd.dsse.envelope.v1+json', true],
    ['application/spdx+json', true],
    ['text/spdx+json', true],
    ['application/vnd.cyclonedx+json', true],
    ['application/vnd.dev.sigstore.bundle.v0.3+json', true],
    ['application/vnd.oci.image.layer.v1.tar+gzip', false],
    ['application/vnd.dev.cosign.simplesigning.v1+json', false],
  ])('%s: %s', (mediaType, expected) => {
    expect(isStatementMediaType(mediaType)).toBe(expected)
  })
})
