import { z } from 'zod'
import { annotationsSchema, descriptorSchema } from './descriptor'
import { isImageConfigMediaType } from './media-type'

/** One image or artifact: a config and layers. Source: image-spec, manifest.md. */
export const imageManifestSchema = z.looseObject({
  schemaVersion: z.literal(2),
  mediaType: z.string().optional(),
  artifactType: z.string().optional(),
  config: descriptorSchema,
  layers: z.array(descriptorSchema),
  subject: descriptorSchema.nullish(),
  annotations: annotationsSchema.nullish(),
})
export type ImageManifest = z.infer<typeof imageManifestSchema>

/** Compressed bytes to pull: config and layers. */
export function imageSize(manifest: ImageManifest): number {
  return manifest.layers.reduce((sum, layer) => sum + layer.size, manifest.config.size)
}

/** An image runs somewhere; anything else in the same clothes (a chart, a signature, an SBOM) is an artifact. */
export function isRunnableImage(manifest: ImageManifest): boolean {
  return isImageConfigMediaType(manifest.config.mediaType) && manifest.artifactType === undefined
}
