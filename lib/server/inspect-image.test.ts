import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { computeDigest } from '@/lib/oci/compute-digest'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { getRawManifest } from './get-raw-manifest'
import { inspectImage } from './inspect-image'
import { createTestContext } from './test-context'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())
beforeEach(() => {
  sandbox.clearFaults()
  sandbox.requests.length = 0
})

const inspect = (name: string, detail: 'index' | 'full' = 'full', context = createTestContext().context) =>
  inspectImage({ ref: `${sandbox.registry}/${name}`, detail }, context)

const problemsOf = (rows: { platform: string; problems: { code: string }[] }[]) =>
  Object.fromEntries(rows.map(({ platform, problems }) => [platform, problems.map(({ code }) => code)]))

test('every platform has its own size, layers and age, in the fixed order', async () => {
  const image = await inspect('demo/everywhere:2.3')
  expect(image.platforms.map(({ platform }) => platform)).toEqual([
    'linux/386',
    'linux/amd64',
    'linux/arm/v5',
    'linux/arm/v6',
    'linux/arm/v7',
    'linux/arm64',
    'linux/ppc64le',
    'linux/riscv64',
    'linux/s390x',
  ])
  for (const row of image.platforms) {
    expect(row).toMatchObject({ layers: expect.any(Number), created: expect.stringMatching(/Z$/), problems: [] })
    expect(row.size).toBeGreaterThan(row.manifestSize ?? 0)
    expect(row.attestations[0]?.predicateTypes).toContain('https://slsa.dev/provenance/v1')
  }
})

test('the index alone costs one request, everything at most three a platform and one', async () => {
  await inspect('demo/everywhere:2.3', 'index')
  expect(sandbox.requests).toHaveLength(1)
  sandbox.requests.length = 0
  await inspect('demo/everywhere:2.3')
  expect(sandbox.requests.length).toBeLessThanOrEqual(9 * 3 + 1)
})

test('what was read before costs one look', async () => {
  const { context, again } = createTestContext()
  const before = await inspect('demo/everywhere:2.3', 'full', context)
  sandbox.requests.length = 0
  expect(await inspect('demo/everywhere:2.3', 'full', again())).toEqual(before)
  expect(sandbox.requests.map(({ method }) => method)).toEqual(['HEAD'])
})

test('the index and the full view of one page speak of the same bytes with one request for the tag', async () => {
  const { context } = createTestContext()
  const [index, full] = [
    await inspect('demo/app:1.0', 'index', context),
    await inspect('demo/app:1.0', 'full', context),
  ]
  expect(full.digest).toBe(index.digest)
  expect(sandbox.requests.filter(({ path }) => path.endsWith('/manifests/1.0'))).toHaveLength(1)
})

test('a Docker manifest list with two Windows builds keeps them apart', async () => {
  const image = await inspect('library/openjdk:8')
  expect(image.mediaType).toContain('manifest.list.v2')
  const windows = image.platforms.filter(({ os }) => os === 'windows')
  expect(windows).toHaveLength(2)
  for (const row of windows) expect(row.platform).toBe(`windows/amd64 (${row.osVersion})`)
  expect(new Set(windows.map(({ digest }) => digest)).size).toBe(2)
})

test('a single image is one row, with the platform from its config', async () => {
  const image = await inspect('demo/app:1.0-arm64')
  expect(image).toMatchObject({ kind: 'image', platforms: [{ platform: 'linux/arm64', digest: image.digest }] })
})

test.each([
  ['missing-child', { 'linux/amd64': [], 'linux/s390x': ['CHILD_MISSING'] }],
  ['mismatch', { 'linux/arm64': ['PLATFORM_MISMATCH'] }],
  ['no-platform', { unknown: ['PLATFORM_UNKNOWN'] }],
  ['bad-entry', { 'linux/amd64': [], 'linux/arm64': ['ENTRY_INVALID'] }],
])('%s spoils only its own row', async (tag, expected) => {
  expect(problemsOf((await inspect(`demo/broken:${tag}`)).platforms)).toEqual(expected)
})

test.each([
  ['nested', [{ mediaType: 'application/vnd.oci.image.index.v1+json', problems: [] }]],
  ['unknown-unknown', [{ problems: [{ code: 'UNLABELLED_UNKNOWN', message: expect.any(String) }] }]],
])('%s: what is no platform stands below', async (tag, other) => {
  const image = await inspect(`demo/broken:${tag}`)
  expect(image.platforms.map(({ platform }) => platform)).toEqual(['linux/amd64'])
  expect(image.other).toMatchObject(other)
})

test.each([
  ['schema1', 'artifact', ['SCHEMA1']],
  ['helm-chart', 'artifact', []],
  ['empty', 'index', ['INDEX_EMPTY']],
])('%s has no platforms and says what it is', async (tag, kind, problems) => {
  const image = await inspect(`demo/broken:${tag}`)
  expect(image).toMatchObject({ kind, platforms: [] })
  expect(image.problems.map(({ code }) => code)).toEqual(problems)
})

test('one image that the registry fails to give leaves the others', async () => {
  const { platforms } = await inspect('demo/app:1.0', 'index')
  const [amd64] = platforms
  sandbox.setFault({ path: new RegExp(`manifests/${amd64?.digest}`) }, { status: 403, body: '{}' })
  expect(problemsOf((await inspect('demo/app:1.0')).platforms)).toEqual({
    'linux/amd64': ['CHILD_UNREADABLE'],
    'linux/arm64': [],
  })
})

test.each([
  ['demo/app:nope', 'not-found'],
  ['demo/nope:1', 'not-found'],
])('%s is not found', async (name, kind) => {
  await expect(inspect(name)).rejects.toMatchObject({ kind })
})

test('HTML instead of a manifest is said to be no registry answer', async () => {
  const fault = { status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Welcome</h1>' }
  sandbox.setFault({ path: /manifests/ }, fault)
  await expect(inspect('demo/app:1.0')).rejects.toMatchObject({ kind: 'invalid-answer' })
})

test('a caller who leaves ends the requests', async () => {
  const { again } = createTestContext()
  const leaving = new AbortController()
  sandbox.setFault({ path: /manifests/ }, { hang: true })
  const reading = inspect('demo/app:1.0', 'full', again(leaving.signal))
  leaving.abort()
  await expect(reading).rejects.toThrow()
})

test('raw is the exact bytes', async () => {
  const { bytes, headers } = await getRawManifest(
    { ref: `${sandbox.registry}/demo/app:1.0` },
    createTestContext().context,
  )
  expect(headers).toMatchObject({
    'content-type': 'application/vnd.oci.image.index.v1+json',
    'docker-content-digest': computeDigest(bytes),
    'content-disposition': expect.stringContaining('attachment'),
  })
})

test('an attestation is an artifact, though it is packed as an image', async () => {
  const { platforms } = await inspect('demo/app:1.0')
  const digest = platforms[0]?.attestations[0]?.digest
  expect(await inspect(`demo/app@${digest}`)).toMatchObject({
    kind: 'artifact',
    artifactType: 'application/vnd.in-toto+json',
    platforms: [],
  })
})
