/** Documents made to do harm, each with the question that makes the server read it. */

import { readAttestationEndpoint } from '@/lib/contract/attestation'
import { compareImagesEndpoint } from '@/lib/contract/compare'
import { getImageEndpoint } from '@/lib/contract/image'
import { getImageConfigEndpoint } from '@/lib/contract/image-config'
import { listSuggestionsEndpoint, listTagsEndpoint } from '@/lib/contract/tags'
import { computeDigest } from '@/lib/oci/compute-digest'
import { mediaTypes } from '@/lib/oci/media-type'

/** What the registry has: the answer to every tag and to the list of tags, and what is asked by digest. */
export interface Hostile {
  top: string
  contents?: ReadonlyMap<string, Buffer>
}

export interface HostileCase {
  name: string
  /** Of the product; the same document under another name in each round, so that nothing is remembered. */
  path: (repository: string, round: number) => string
  write: () => Hostile
}

const many = (count: number, write: (index: number) => string) => Array.from({ length: count }, (_, at) => write(at))
const digestOf = (index: number) => `sha256:${String(index).padStart(64, '0')}`
const entry = (digest: string, size: number, more = '') =>
  `{"mediaType":"${mediaTypes.ociManifest}","digest":"${digest}","size":${size},"platform":{"os":"linux","architecture":"a${digest.slice(-4)}"}${more}}`
const child = (index: number) => entry(digestOf(index), 1)
const index = (entries: string[]) =>
  `{"schemaVersion":2,"mediaType":"${mediaTypes.ociIndex}","manifests":[${entries.join(',')}]}`
const image = (config: Buffer, layers = '') =>
  `{"schemaVersion":2,"mediaType":"${mediaTypes.ociManifest}","config":{"mediaType":"${mediaTypes.ociConfig}","digest":"${computeDigest(config)}","size":${config.length}},"layers":[${layers}]}`
const named = (buffers: Buffer[]) => new Map(buffers.map((buffer) => [computeDigest(buffer) as string, buffer]))

/** An index of images whose configs have this many variables. */
function imagesWith(count: number, variables: number): Hostile {
  const configs = many(count, (at) => {
    const env = many(variables, (variable) => `"V${at}_${variable}=1"`).join(',')
    return `{"os":"linux","architecture":"amd64","config":{"Env":[${env}]}}`
  }).map((text) => Buffer.from(text))
  const images = configs.map((config) => Buffer.from(image(config)))
  return {
    top: index(images.map((bytes) => entry(computeDigest(bytes), bytes.length))),
    contents: named([...configs, ...images]),
  }
}

function attested(predicateType: string, predicate: string, { isSigned = false } = {}): Hostile {
  const statement = `{"_type":"https://in-toto.io/Statement/v1","predicateType":"${predicateType}","subject":[],"predicate":${predicate}}`
  const payload = isSigned ? Buffer.from(statement).toString('base64') : ''
  const document = Buffer.from(
    isSigned ? `{"payloadType":"in-toto","signatures":[],"payload":"${payload}"}` : statement,
  )
  const layer = `{"mediaType":"application/vnd.in-toto+json","digest":"${computeDigest(document)}","size":${document.length}}`
  return { top: image(Buffer.from('{}'), layer), contents: named([document]) }
}

const spdxType = 'https://spdx.dev/Document'
const spdx = (packages: string[]) => `{"spdxVersion":"SPDX-2.3","creationInfo":{},"packages":[${packages.join(',')}]}`
const spdxPackage = (at: number) =>
  `{"SPDXID":"p${at}","name":"n${(at * 7919) % 60_001}","versionInfo":"1.${at}","licenseConcluded":"MIT","externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:npm/n${at}@1"}]}`
const component = (at: number) => `{"type":"library","name":"n${(at * 7919) % 60_001}","version":"1.${at}"}`
const material = (at: number) => `{"uri":"pkg:docker/a${at}","digest":{"sha256":"${at}"}}`

const ofImage = (repository: string, round: number) => `${getImageEndpoint.path}?ref=${repository}:${round}`
const ofPage = (repository: string, round: number) => `/image/${repository}:${round}`
const ofConfig = (repository: string, round: number) => `${getImageConfigEndpoint.path}?ref=${repository}:${round}`
const ofComparison = (repository: string, round: number) =>
  `${compareImagesEndpoint.path}?base=${repository}:${round}&target=${repository}:${round}-again`
const ofAttestation = (repository: string, round: number) =>
  `${readAttestationEndpoint.path}?ref=${repository}:${round}`
const ofTags = (repository: string) => `${listTagsEndpoint.path}?repository=${repository}`
const ofSuggestions = (repository: string) => `${listSuggestionsEndpoint.path}?repository=${repository}`
const ofRepositoryPage = (repository: string) => `/repository/${repository}`

type Row = [name: string, path: HostileCase['path'], write: () => string | Hostile]

const annotated = (length: number, count: number) => () =>
  index(
    many(1_000, (at) => {
      const annotations = many(count, (name) => `"a${name}":"${'y'.repeat(length)}"`).join(',')
      return entry(digestOf(at), 1, `,"annotations":{${annotations}}`)
    }),
  )
const tags = (count: number) => () => `{"tags":[${many(count, (at) => `"v${at}.0.0"`).join(',')}]}`

const rows: Row[] = [
  ['nothing special', ofImage, () => index(many(4, child))],
  ['400,000 names', ofImage, () => `{${many(400_000, (at) => `"k${at}":1`).join(',')}}`],
  ['40,000 children', ofImage, () => index(many(40_000, child))],
  ['1,000 children', ofImage, () => index(many(1_000, child))],
  ['1,000 children, page', ofPage, () => index(many(1_000, child))],
  ['1,000 children of 7 KB', ofImage, annotated(7_000, 1)],
  ['1,000 children, 60 annotations each', ofImage, annotated(1, 60)],
  ['100 configs of 200 KB', ofImage, () => imagesWith(100, 16_000)],
  ['20 configs of 5,000 variables, compared', ofComparison, () => imagesWith(20, 5_000)],
  ['60,000 variables', ofConfig, () => imagesWith(1, 60_000)],
  ['190,000 broken entries', ofImage, () => index(many(190_000, () => '0'))],
  ['two million levels', ofImage, () => '['.repeat(2_000_000)],
  ['one text of 8 MB', ofImage, () => JSON.stringify({ a: 'x'.repeat(8_000_000) })],
  ['50 MB', ofImage, () => ' '.repeat(50_000_000)],
  [
    'SBOM of 700,000 packages',
    ofAttestation,
    () => attested(spdxType, spdx(many(700_000, (at) => `{"name":"${at}"}`))),
  ],
  ['SBOM of 60,000 packages', ofAttestation, () => attested(spdxType, spdx(many(60_000, spdxPackage)))],
  [
    'signed SBOM of 40,000',
    ofAttestation,
    () => attested(spdxType, spdx(many(40_000, spdxPackage)), { isSigned: true }),
  ],
  [
    'CycloneDX of 100,000 components',
    ofAttestation,
    () =>
      attested(
        'https://cyclonedx.org/bom',
        `{"bomFormat":"CycloneDX","components":[${many(100_000, component).join(',')}]}`,
      ),
  ],
  [
    'provenance of 150,000 materials',
    ofAttestation,
    () =>
      attested(
        'https://slsa.dev/provenance/v1',
        `{"buildDefinition":{"resolvedDependencies":[${many(150_000, material).join(',')}]}}`,
      ),
  ],
  ['190,000 tags', ofTags, tags(190_000)],
  ['190,000 tags, page', ofRepositoryPage, tags(190_000)],
  [
    '95,000 families',
    ofSuggestions,
    () => `{"tags":[${many(95_000, (at) => `"${at}-amd64","${at}-arm64"`).join(',')}]}`,
  ],
  ['500,000 tags', ofTags, tags(500_000)],
  [
    '24,000 tags with digests (Google)',
    ofTags,
    () =>
      `{"tags":[${many(24_000, (at) => `"v${at}"`).join(',')}],"manifest":{${many(24_000, (at) => `"${digestOf(at)}":{"tag":["v${at}"]}`).join(',')}}}`,
  ],
]

export const hostileCases: HostileCase[] = rows.map(([name, path, write]) => ({
  name,
  path,
  write: () => {
    const written = write()
    return typeof written === 'string' ? { top: written } : written
  },
}))
