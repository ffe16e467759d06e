import { describe, expect, it } from 'vitest'
import { InvalidManifestError } from './invalid-manifest-error'
import { parseLargeManifest, parseManifest } from './manifest'
import { mediaTypes } from './media-type'

const digest = `sha256:${'1'.repeat(64)}`
const config = { mediaType: mediaTypes.ociConfig, digest, size: 2 }
const image = { schemaVersion: 2, config, layers: [] }
const index = { schemaVersion: 2, manifests: [] }

const parse = (document: unknown, contentType?: string) =>
  parseManifest(
    new TextEncoder().encode(typeof document === 'string' ? document : JSON.stringify(document)),
    contentType,
  )

function reasonOf(read: () => unknown): string | undefined {
  try {
    read()
    return undefined
  } catch (error) {
    if (error instanceof InvalidManifestError) return error.reason
    throw error
  }
}

describe('the media type', () => {
  it.each<[string, unknown, string | undefined, string, string]>([
    ['of the body', { ...index, mediaType: mediaTypes.dockerList }, undefined, mediaTypes.dockerList, 'index'],
    ['of the header', index, mediaTypes.dockerList, mediaTypes.dockerList, 'index'],
    ['of the header with parameters', index, `${mediaTypes.ociIndex}; charset=utf-8`, mediaTypes.ociIndex, 'index'],
    [
      'of the body where the header says nothing',
      { ...image, mediaType: mediaTypes.dockerManifest },
      'text/plain',
      mediaTypes.dockerManifest,
      'image',
    ],
    ['of the fields: manifests', index, undefined, mediaTypes.ociIndex, 'index'],
    ['of the fields: manifests, application/json', index, 'application/json', mediaTypes.ociIndex, 'index'],
    ['of the fields: config and layers', image, 'application/octet-stream', mediaTypes.ociManifest, 'image'],
    ['of the fields: schema 1', { schemaVersion: 1, name: 'a' }, undefined, mediaTypes.dockerSchema1, 'schema1'],
    ['of the fields where the header is no manifest', index, 'text/html', mediaTypes.ociIndex, 'index'],
  ])('%s', (_from, document, contentType, mediaType, kind) => {
    expect(parse(document, contentType)).toMatchObject({ mediaType, kind })
  })
})

describe('a document', () => {
  it.each<[string, unknown, string | undefined]>([
    ['manifests and layers', { ...index, layers: [] }, mediaTypes.ociIndex],
    ['manifests and config', { ...index, config }, undefined],
    ['an image with manifests', { ...image, manifests: [] }, mediaTypes.ociManifest],
    ['an index served as an image', { ...index, mediaType: mediaTypes.ociIndex }, mediaTypes.ociManifest],
    ['an OCI index served as a Docker list', { ...index, mediaType: mediaTypes.ociIndex }, mediaTypes.dockerList],
  ])('%s, which can be read in two ways, is refused', (_what, document, contentType) => {
    expect(reasonOf(() => parse(document, contentType))).toBe('ambiguous')
  })
})

describe('what is no manifest is refused', () => {
  it.each<[string, unknown, string]>([
    ['no JSON', '{', 'not-json'],
    ['a byte order mark', '\ufeff{}', 'not-json'],
    ['an empty body', '', 'not-json'],
    ['a list', [], 'wrong-shape'],
    ['null', 'null', 'wrong-shape'],
    ['an empty object', {}, 'unknown-type'],
    ['an unknown type', { mediaType: 'application/x' }, 'unknown-type'],
    ['an index without manifests', { schemaVersion: 2, mediaType: mediaTypes.ociIndex }, 'wrong-shape'],
    ['an index of version 1', { ...index, schemaVersion: 3 }, 'wrong-shape'],
    ['an image without layers', { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config }, 'wrong-shape'],
    ['an image with a broken digest', { ...image, config: { ...config, digest: 'sha256:x' } }, 'wrong-shape'],
    ['a negative size', { ...image, config: { ...config, size: -1 } }, 'wrong-shape'],
    [
      'a size that is not exact',
      '{"schemaVersion":2,"config":{"mediaType":"a","digest":"x","size":9007199254740993},"layers":[]}',
      'wrong-shape',
    ],
    ['F33 more entries than anybody has', { ...index, manifests: new Array(1_001).fill(config) }, 'wrong-shape'],
    ['more layers than anybody has', { ...image, layers: new Array(4_001).fill(config) }, 'wrong-shape'],
    ['more broken entries than are worth a word', { ...index, manifests: new Array(501).fill(0) }, 'wrong-shape'],
    ['too deep a nest', `${'['.repeat(65)}${']'.repeat(65)}`, 'wrong-shape'],
  ])('%s', (_what, document, reason) => {
    expect(reasonOf(() => parse(document))).toBe(reason)
  })

  it('bytes that are no UTF-8', () => {
    expect(reasonOf(() => parseManifest(new Uint8Array([0x22, 0xff, 0x22])))).toBe('not-json')
  })
})

describe('an artifact in the clothes of an image', () => {
  it.each<[string, object, string]>([
    [
      'a chart',
      { config: { ...config, mediaType: 'application/vnd.cncf.helm.config.v1+json' } },
      'application/vnd.cncf.helm.config.v1+json',
    ],
    ['by its artifact type', { artifactType: 'application/sbom' }, 'application/sbom'],
  ])('%s', (_what, fields, artifactType) => {
    expect(parse({ ...image, ...fields })).toMatchObject({ kind: 'artifact', artifactType })
  })
})

it('keeps fields that it does not know', () => {
  const read = parse({ ...index, 'x-unknown': [1] })
  expect(read.kind === 'index' && read.index.document['x-unknown']).toEqual([1])
})

it('takes an index whose list is null, as some tools push it', () => {
  const read = parse({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: null })
  expect(read.kind === 'index' && read.index.entries).toEqual([])
})

it('counts no brackets inside text as depth', () => {
  expect(parse({ ...index, annotations: { a: `${'['.repeat(200)}"\\` } }).kind).toBe('index')
})

it('lets others have their turn while a large document is read, and reads the same', async () => {
  const text = JSON.stringify({
    schemaVersion: 2,
    mediaType: mediaTypes.ociIndex,
    manifests: [],
    annotations: { note: 'x'.repeat(4_000_000) },
  })
  const document = new TextEncoder().encode(text)
  let turns = 0
  const timer = setInterval(() => {
    turns += 1
  })
  const manifest = await parseLargeManifest(document)
  clearInterval(timer)
  expect(turns).toBeGreaterThanOrEqual(4)
  expect(manifest).toEqual(parseManifest(document))
})

it('reads a document of ordinary size in one go', async () => {
  const entry = { mediaType: mediaTypes.ociManifest, digest: `sha256:${'a'.repeat(64)}`, size: 1 }
  const document = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: new Array(300).fill(entry) }
  const bytes = new TextEncoder().encode(JSON.stringify(document))
  await new Promise((resolve) => setImmediate(resolve))
  let turns = 0
  const timer = setImmediate(() => {
    turns += 1
  })
  await parseLargeManifest(bytes)
  clearImmediate(timer)
  expect(turns).toBe(0)
})
