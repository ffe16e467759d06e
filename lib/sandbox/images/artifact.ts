import type { Descriptor } from '@/lib/oci/descriptor'
import { mediaTypes } from '@/lib/oci/media-type'
import type { BuiltBlob, BuiltImage } from '../built-image'
import { blob, describeBlob } from './blob'
import { manifest } from './manifest'

interface ArtifactOptions {
  /** Left out of the manifest where the config's type says it, as Helm does. */
  artifactType?: string
  /** The empty document unless given. */
  config?: BuiltBlob
  layers: readonly BuiltBlob[]
  subject?: Descriptor
  annotations?: Record<string, string>
}

/** Something that does not run, packed as an image manifest. Source: image-spec, manifest.md, "Guidelines for Artifact Usage". */
export function artifact(options: ArtifactOptions): BuiltImage {
  const { artifactType, config = blob(mediaTypes.ociEmpty, '{}'), layers, subject, annotations } = options
  return manifest({
    document: {
      schemaVersion: 2,
      mediaType: mediaTypes.ociManifest,
      ...(artifactType === undefined ? {} : { artifactType }),
      config: describeBlob(config),
      layers: layers.map(describeBlob),
      ...(subject ? { subject } : {}),
      ...(annotations ? { annotations } : {}),
    },
    blobs: [config, ...layers],
    ...(artifactType === undefined ? {} : { entry: { artifactType } }),
  })
}
