/** The media types of manifests, configs and layers. Source: image-spec, media-types.md; Docker manifest v2 schema 2. */

export const mediaTypes = {
  ociIndex: 'application/vnd.oci.image.index.v1+json',
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  ociConfig: 'application/vnd.oci.image.config.v1+json',
  ociArtifact: 'application/vnd.oci.artifact.manifest.v1+json',
  ociEmpty: 'application/vnd.oci.empty.v1+json',
  ociLayer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerConfig: 'application/vnd.docker.container.image.v1+json',
  dockerLayer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  dockerSchema1: 'application/vnd.docker.distribution.manifest.v1+json',
  dockerSchema1Signed: 'application/vnd.docker.distribution.manifest.v1+prettyjws',
  inToto: 'application/vnd.in-toto+json',
  dsse: 'application/vnd.dsse.envelope.v1+json',
} as const

/** What a manifest's media type promises: an index of manifests, one image (or artifact), the old signed form, or unknown. */
export type ManifestShape = 'index' | 'image' | 'artifact' | 'schema1'

const shapes: Record<string, ManifestShape> = {
  [mediaTypes.ociIndex]: 'index',
  [mediaTypes.dockerList]: 'index',
  [mediaTypes.ociManifest]: 'image',
  [mediaTypes.dockerManifest]: 'image',
  [mediaTypes.ociArtifact]: 'artifact',
  [mediaTypes.dockerSchema1]: 'schema1',
  [mediaTypes.dockerSchema1Signed]: 'schema1',
}

export function manifestShape(mediaType: string | undefined): ManifestShape | undefined {
  return mediaType !== undefined && Object.hasOwn(shapes, mediaType) ? shapes[mediaType] : undefined
}

export function isDockerMediaType(mediaType: string): boolean {
  return mediaType.startsWith('application/vnd.docker.')
}

export function isImageConfigMediaType(mediaType: string): boolean {
  return mediaType === mediaTypes.ociConfig || mediaType === mediaTypes.dockerConfig
}

const statementTypes: readonly string[] = [mediaTypes.inToto, mediaTypes.dsse]

/** Whether content of this type states something that can be read here: a statement, an envelope, an SBOM. */
export function isStatementMediaType(mediaType: string): boolean {
  return statementTypes.includes(mediaType) || /spdx|cyclonedx|dev\.sigstore\.bundle/.test(mediaType)
}

/** A Content-Type without its parameters, in lower case; undefined where it says nothing about the document. */
export function normalizeContentType(header: string | undefined): string | undefined {
  const type = header?.split(';')[0]?.trim().toLowerCase()
  if (!type || ['application/json', 'text/plain', 'application/octet-stream'].includes(type)) return undefined
  return type
}

const words: Record<string, string> = {
  [mediaTypes.ociIndex]: 'OCI index',
  [mediaTypes.dockerList]: 'Docker manifest list',
  [mediaTypes.ociManifest]: 'OCI image manifest',
  [mediaTypes.dockerManifest]: 'Docker image manifest',
  [mediaTypes.ociArtifact]: 'OCI artifact manifest',
  [mediaTypes.dockerSchema1]: 'Docker manifest, schema 1',
  [mediaTypes.dockerSchema1Signed]: 'Docker manifest, schema 1 (signed)',
}

export function describeMediaType(mediaType: string): string {
  return words[mediaType] ?? mediaType
}
