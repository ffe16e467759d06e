import { annotationKeys, attestationReferenceType } from '@/lib/oci/annotation'
import { mediaTypes } from '@/lib/oci/media-type'
import type { CncfRegistry } from './cncf-registry'
import { type PushedManifest, pushBlob, pushImage, putManifest } from './push-image'

/** What a statement says, by its predicate type. */
export type Predicates = Record<string, object>

async function pushAttestation(
  registry: CncfRegistry,
  options: { repository: string; subject: PushedManifest; predicates: Predicates },
): Promise<PushedManifest> {
  const { repository, subject, predicates } = options
  const [, sha256] = subject.digest.split(':')
  const put = async (mediaType: string, document: object) => {
    const text = JSON.stringify(document)
    return { mediaType, digest: await pushBlob(registry, repository, text), size: Buffer.byteLength(text) }
  }
  const layers = Object.entries(predicates).map(async ([predicateType, predicate]) => ({
    ...(await put(mediaTypes.inToto, {
      _type: 'https://in-toto.io/Statement/v0.1',
      predicateType,
      subject: [{ name: 'image', digest: { sha256 } }],
      predicate,
    })),
    annotations: { [annotationKeys.predicateType]: predicateType },
  }))
  const body = JSON.stringify({
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: await put(mediaTypes.ociConfig, { os: 'unknown', architecture: 'unknown', rootfs: { type: 'layers' } }),
    layers: await Promise.all(layers),
  })
  return putManifest(registry, { repository, mediaType: mediaTypes.ociManifest, body })
}

/** An index of one linux/arm64 image with what BuildKit puts beside it. */
export async function pushAttestedImage(
  registry: CncfRegistry,
  { repository, tag, predicates }: { repository: string; tag: string; predicates: Predicates },
): Promise<{ image: PushedManifest; attestation: PushedManifest }> {
  const image = await pushImage(registry, { repository, platform: 'linux/arm64', format: 'oci' })
  const attestation = await pushAttestation(registry, { repository, subject: image, predicates })
  const body = JSON.stringify({
    schemaVersion: 2,
    mediaType: mediaTypes.ociIndex,
    manifests: [
      image,
      {
        ...attestation,
        platform: { os: 'unknown', architecture: 'unknown' },
        annotations: {
          [annotationKeys.referenceDigest]: image.digest,
          [annotationKeys.referenceType]: attestationReferenceType,
        },
      },
    ],
  })
  await putManifest(registry, { repository, tag, mediaType: mediaTypes.ociIndex, body })
  return { image, attestation }
}
