import { annotationKeys, attestationReferenceType } from '@/lib/oci/annotation'
import { mediaTypes } from '@/lib/oci/media-type'
import type { BuiltBlob, BuiltImage } from '../built-image'
import { blob, describeBlob } from './blob'
import { manifest } from './manifest'

/** What a statement says, and of which type that is. */
export interface Predicate {
  type: string
  predicate: object
}

/** One in-toto statement about an image. */
export function statement(subject: BuiltImage, { type, predicate }: Predicate): BuiltBlob {
  const [, sha256 = ''] = subject.digest.split(':')
  const document = {
    _type: 'https://in-toto.io/Statement/v0.1',
    predicateType: type,
    subject: [{ name: 'image', digest: { sha256 } }],
    predicate,
  }
  return blob(mediaTypes.inToto, JSON.stringify(document))
}

/** What BuildKit puts beside an image: an `unknown/unknown` entry with statements. Source: BuildKit, attestation-storage.md. */
export function attestation(subject: BuiltImage, predicates: readonly Predicate[]): BuiltImage {
  const statements = predicates.map((predicate) => ({ type: predicate.type, layer: statement(subject, predicate) }))
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
