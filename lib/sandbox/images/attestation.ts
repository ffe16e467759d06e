import { annotationKeys, attestationReferenceType } from '@/lib/oci/annotation'
import { mediaTypes } from '@/lib/oci/media-type'
import type { BuiltBlob, BuiltImage } from '../built-image'
import { blob, describeBlob } from './blob'
import { defaultCreated } from './image'
import { manifest } from './manifest'

const predicateTypes = {
  provenance: 'https://slsa.dev/provenance/v0.2',
  sbom: 'https://spdx.dev/Document',
} as const

const predicates: Record<string, object> = {
  [predicateTypes.provenance]: {
    builder: { id: '' },
    buildType: 'https://mobyproject.org/buildkit@v1',
    metadata: {
      buildFinishedOn: defaultCreated,
      completeness: { parameters: true, environment: true, materials: false },
    },
  },
  [predicateTypes.sbom]: {
    spdxVersion: 'SPDX-2.3',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: 'sbom',
    packages: [{ name: 'app', SPDXID: 'SPDXRef-app', versionInfo: '1.0', licenseConcluded: 'Apache-2.0' }],
  },
}

function statement(subject: BuiltImage, predicateType: string): BuiltBlob {
  const [, sha256 = ''] = subject.digest.split(':')
  const document = {
    _type: 'https://in-toto.io/Statement/v0.1',
    predicateType,
    subject: [{ name: 'image', digest: { sha256 } }],
    predicate: predicates[predicateType] ?? {},
  }
  return blob(mediaTypes.inToto, JSON.stringify(document))
}

/** What BuildKit puts beside an image: an `unknown/unknown` entry with statements. Source: BuildKit, attestation-storage.md. */
export function attestation(subject: BuiltImage, types: readonly string[] = Object.values(predicateTypes)): BuiltImage {
  const statements = types.map((type) => ({ type, layer: statement(subject, type) }))
  const platform = { architecture: 'unknown', os: 'unknown' }
  const diffIds = statements.map(({ layer }) => layer.digest)
  const rootfs = { type: 'layers', diff_ids: diffIds }
  const config = blob(mediaTypes.ociConfig, JSON.stringify({ ...platform, config: {}, rootfs }))
  return manifest({
    document: {
      schemaVersion: 2,
      mediaType: mediaTypes.ociManifest,
      config: describeBlob(config),
      layers: statements.map(({ type, layer }) => ({
        ...describeBlob(layer),
        annotations: { [annotationKeys.predicateType]: type },
      })),
    },
    blobs: [config, ...statements.map(({ layer }) => layer)],
    entry: {
      platform,
      annotations: {
        [annotationKeys.referenceDigest]: subject.digest,
        [annotationKeys.referenceType]: attestationReferenceType,
      },
    },
  })
}
