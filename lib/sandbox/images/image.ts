import type { Descriptor } from '@/lib/oci/descriptor'
import { mediaTypes } from '@/lib/oci/media-type'
import { formatPlatform, type Platform } from '@/lib/oci/platform'
import type { BuiltImage } from '../built-image'
import { blob, describeBlob } from './blob'
import { type BuiltLayer, layer } from './layer'
import { manifest } from './manifest'

export type ManifestFormat = 'oci' | 'docker'

interface RunConfig {
  Env?: string[]
  Entrypoint?: string[]
  Cmd?: string[]
  User?: string
  WorkingDir?: string
  ExposedPorts?: Record<string, object>
  Labels?: Record<string, string>
}

export interface ImageOptions {
  /** Written into the config and, unless told otherwise, into an index; without it the config names none. */
  platform?: Platform
  /** One small layer that differs by platform unless given. */
  layers?: readonly BuiltLayer[]
  /** 'oci' unless given. */
  format?: ManifestFormat
  /** RFC 3339; fixed unless given. */
  created?: string
  config?: RunConfig
  annotations?: Record<string, string>
  subject?: Descriptor
}

export const defaultCreated = '2026-09-14T08:30:00Z'

function smallLayer(platform: Platform | undefined): BuiltLayer {
  return layer({ path: 'bin/app', sizeBytes: 4096, seed: platform ? formatPlatform(platform) : 'unknown' })
}

function instructions({
  Env = [],
  ExposedPorts = {},
  User,
  WorkingDir,
  Entrypoint,
  Cmd,
  Labels = {},
}: RunConfig): string[] {
  return [
    ...Object.entries(Labels).map(([name, value]) => `LABEL ${name}=${value}`),
    ...Env.map((variable) => `ENV ${variable}`),
    ...(WorkingDir === undefined ? [] : [`WORKDIR ${WorkingDir}`]),
    ...Object.keys(ExposedPorts).map((port) => `EXPOSE ${port}`),
    ...(User === undefined ? [] : [`USER ${User}`]),
    ...(Entrypoint === undefined ? [] : [`ENTRYPOINT ${JSON.stringify(Entrypoint)}`]),
    ...(Cmd === undefined ? [] : [`CMD ${JSON.stringify(Cmd)}`]),
  ]
}

function imageConfig(layers: readonly BuiltLayer[], { platform, created, config = {} }: ImageOptions) {
  const history = [
    ...layers.map(({ createdBy }) => ({ created, created_by: createdBy, comment: 'buildkit.dockerfile.v0' })),
    ...instructions(config).map((created_by) => ({ created, created_by, empty_layer: true })),
  ]
  return {
    created,
    ...platform,
    config,
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
    history,
  }
}

/** One image with its config and layers, OCI or Docker schema 2; the same options give the same digest. */
export function image(options: ImageOptions = {}): BuiltImage {
  const { platform, format = 'oci', created = defaultCreated, annotations, subject } = options
  const layers = options.layers ?? [smallLayer(platform)]
  const isOci = format === 'oci'
  const configText = JSON.stringify(imageConfig(layers, { ...options, created }))
  const config = blob(isOci ? mediaTypes.ociConfig : mediaTypes.dockerConfig, configText)
  const layerType = isOci ? mediaTypes.ociLayer : mediaTypes.dockerLayer
  return manifest({
    document: {
      schemaVersion: 2,
      mediaType: isOci ? mediaTypes.ociManifest : mediaTypes.dockerManifest,
      config: describeBlob(config),
      layers: layers.map((part) => describeBlob({ ...part, mediaType: layerType })),
      ...(annotations ? { annotations } : {}),
      ...(subject ? { subject } : {}),
    },
    blobs: [config, ...layers],
    ...(platform ? { entry: { platform: { ...platform } } } : {}),
  })
}
