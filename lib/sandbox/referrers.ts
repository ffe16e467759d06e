import { manifestShape, mediaTypes } from '@/lib/oci/media-type'
import type { Endpoint } from './exchange'
import { checkDigest } from './reference-part'
import type { StoredManifest } from './store'

function describe({ mediaType, digest, bytes, artifactType, annotations }: StoredManifest) {
  return {
    mediaType,
    digest,
    size: bytes.byteLength,
    ...(artifactType === undefined ? {} : { artifactType }),
    ...(annotations === undefined ? {} : { annotations }),
  }
}

/** Never 404: also a subject that is not here may have referrers. Source: distribution-spec v1.1, "Listing Referrers". */
export const listReferrers: Endpoint = ({ store, request, repository, reference }) => {
  const all = store
    .referrers(repository, checkDigest(reference))
    .filter((manifest) => manifestShape(manifest.mediaType))
  const wanted = request.query.get('artifactType')
  const manifests = all.filter((manifest) => wanted === null || manifest.artifactType === wanted).map(describe)
  return {
    status: 200,
    headers: {
      'Content-Type': mediaTypes.ociIndex,
      ...(wanted === null ? {} : { 'OCI-Filters-Applied': 'artifactType' }),
    },
    body: Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests })),
  }
}
