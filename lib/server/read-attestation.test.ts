import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AttestationEvent, AttestationInput } from '@/lib/contract/attestation'
import { computeDigest } from '@/lib/oci/compute-digest'
import { mediaTypes } from '@/lib/oci/media-type'
import { artifact } from '@/lib/sandbox/images/artifact'
import { blob } from '@/lib/sandbox/images/blob'
import { type Sandbox, startSandbox } from '@/lib/sandbox/sandbox'
import { inspectImage } from './inspect-image'
import { readAttestation } from './read-attestation'
import { createTestContext } from './test-context'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
})
afterAll(() => sandbox.close())

async function read(input: AttestationInput, { context } = createTestContext()): Promise<AttestationEvent[]> {
  const events: AttestationEvent[] = []
  for await (const event of readAttestation(input, context)) events.push(event)
  return events
}

async function rowOf(name: string, platform: string) {
  const { context } = createTestContext()
  const image = await inspectImage({ ref: `${sandbox.registry}/${name}`, detail: 'full' }, context)
  const row = image.platforms.find((candidate) => candidate.platform === platform)
  return { ref: `${image.registry}/${image.repository}@${row?.attestations[0]?.digest}`, subject: row?.digest ?? '' }
}

/** Puts a document into an artifact of its own, and says where it is. */
function put(document: unknown, mediaType: string = mediaTypes.inToto): string {
  const layer = blob(mediaType, typeof document === 'string' ? document : JSON.stringify(document))
  const image = artifact({ artifactType: mediaType, layers: [layer] })
  sandbox.store.putImage({ repository: 'team/attested', image })
  return `${sandbox.registry}/team/attested@${image.digest}`
}

const documentOf = (events: AttestationEvent[]) => events.find((event) => event.event === 'document')
const provenance = 'https://slsa.dev/provenance/v0.2'
const sbom = 'https://spdx.dev/Document'

describe('an attestation', () => {
  it('says who built the image, from what', async () => {
    const { ref, subject } = await rowOf('demo/app:1.0', 'linux/arm64')
    const document = documentOf(await read({ ref, type: provenance, subject }))
    expect(document).toMatchObject({
      predicateType: provenance,
      describes: 'yes',
      isSigned: false,
      provenance: { source: 'https://example.com/demo/app.git', builder: 'https://ci.example.com/demo/runs/4711' },
    })
    expect(document?.documents.map(({ predicateType }) => predicateType)).toEqual([provenance, sbom])
  })

  it('lists what is inside, after saying how much', async () => {
    const { ref } = await rowOf('demo/app:1.0', 'linux/arm64')
    const events = await read({ ref, type: sbom })
    expect(events.map(({ event }) => event)).toEqual(['progress', 'document', 'packages', 'done'])
    const { sbom: bill } = documentOf(events) ?? {}
    const packages = events.flatMap((event) => (event.event === 'packages' ? event.packages : []))
    expect(bill).toMatchObject({ format: 'SPDX', packageCount: packages.length })
    expect(bill).not.toHaveProperty('packages')
    expect(packages).toContainEqual({
      name: 'zlib1g',
      version: '1:1.2.13.dfsg-1',
      ecosystem: 'deb',
      licenses: ['Zlib'],
    })
  })

  it('of another image is told apart', async () => {
    const [arm64, amd64] = [await rowOf('demo/app:1.0', 'linux/arm64'), await rowOf('demo/app:1.0', 'linux/amd64')]
    expect(documentOf(await read({ ref: arm64.ref, subject: amd64.subject }))?.describes).toBe('no')
    expect(documentOf(await read({ ref: arm64.ref }))?.describes).toBe('unknown')
  })

  it('costs one request once its manifest is known', async () => {
    const { context, again } = createTestContext()
    const { ref } = await rowOf('demo/app:1.0', 'linux/arm64')
    await read({ ref, type: sbom }, { context, again })
    const before = sandbox.requests.length
    await read({ ref, type: provenance }, { context: again(), again })
    expect(sandbox.requests.slice(before).map(({ method, path }) => [method, path.includes('/blobs/')])).toEqual([
      ['GET', true],
    ])
  })
})

describe('a document', () => {
  it('in a signed envelope is opened', async () => {
    const statement = { predicateType: 'https://example.com/review', subject: [], predicate: { isFine: true } }
    const payload = btoa(JSON.stringify(statement))
    const document = documentOf(
      await read({ ref: put({ payloadType: 'x', payload, signatures: [] }, mediaTypes.dsse) }),
    )
    expect(document).toMatchObject({ isSigned: true, predicateType: 'https://example.com/review' })
    expect(document).not.toHaveProperty('provenance')
  })

  it.each([
    ['no JSON', '{"predicateType":', 'not valid JSON'],
    ['nested without end', '['.repeat(2_000) + ']'.repeat(2_000), 'nested deeper'],
    ['with more values than anybody needs', `[${'1,'.repeat(1_600_000)}1]`, 'too many values'],
  ])('%s is refused in words', async (_name, text, words) => {
    const reading = read({ ref: put(text) })
    await expect(reading).rejects.toMatchObject({ error: { code: 'REGISTRY_INVALID' } })
    await expect(reading).rejects.toThrow(words)
  })

  it('larger than 16 MiB is not even asked for', async () => {
    const ref = put('x'.repeat(17 * 1024 * 1024))
    const before = sandbox.requests.length
    await expect(read({ ref })).rejects.toMatchObject({ error: { code: 'TOO_LARGE' } })
    expect(sandbox.requests.slice(before).filter(({ path }) => path.includes('/blobs/'))).toEqual([])
  })

  it('of 15 MiB is read, its packages in lines of a thousand', async () => {
    const packages = Array.from({ length: 50_000 }, (_, index) => ({
      name: `package-${index}`,
      SPDXID: `SPDXRef-Package-${index}`,
      versionInfo: `1.${index}.0`,
      licenseDeclared: 'MIT',
      downloadLocation: 'NOASSERTION'.padEnd(170, '.'),
    }))
    const events = await read({ ref: put({ spdxVersion: 'SPDX-2.3', packages }, 'application/spdx+json') })
    const total = events[0]?.event === 'progress' ? events[0].total : 0
    expect(total).toBeGreaterThan(14 * 1024 * 1024)
    const progress = events.flatMap((event) => (event.event === 'progress' ? [event.done] : []))
    expect(progress.length).toBeGreaterThan(10)
    expect(progress).toEqual(progress.toSorted((a, b) => a - b))
    expect(events.filter(({ event }) => event === 'packages')).toHaveLength(50)
  })

  it('with other bytes than its digest says is not shown', async () => {
    const ref = put({ predicateType: 'https://example.com/spoiled' })
    const mend = sandbox.setFault({ path: /team\/attested\/blobs/ }, { flipByte: true })
    await expect(read({ ref })).rejects.toMatchObject({ kind: 'digest-mismatch' })
    mend()
  })

  it('that is none of a statement or SBOM is named', async () => {
    const ref = put('a chart', 'application/vnd.cncf.helm.chart.content.v1.tar+gzip')
    await expect(read({ ref })).rejects.toMatchObject({ error: { code: 'UNPROCESSABLE' } })
    const missing = read({ ref: (await rowOf('demo/app:1.0', 'linux/amd64')).ref, document: computeDigest('nothing') })
    await expect(missing).rejects.toMatchObject({ error: { code: 'NOT_FOUND' } })
  })
})
