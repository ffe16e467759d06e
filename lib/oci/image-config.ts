import { z } from 'zod'
import { decodeLargeJson } from './decode-json'
import { InvalidManifestError } from './invalid-manifest-error'

/** What we read of an image's config; the rest is kept. Times RFC 3339. Source: image-spec, config.md. */
export const imageConfigSchema = z.looseObject({
  architecture: z.string().optional(),
  os: z.string().optional(),
  variant: z.string().optional(),
  'os.version': z.string().optional(),
  'os.features': z.array(z.string()).nullish(),
  created: z.string().nullish(),
})
export type ImageConfig = z.infer<typeof imageConfigSchema>

/** Lets others have their turn in the middle of a large one. @throws {InvalidManifestError} */
export async function parseImageConfig(bytes: Uint8Array): Promise<ImageConfig> {
  const parsed = imageConfigSchema.safeParse(await decodeLargeJson(bytes))
  if (!parsed.success) throw new InvalidManifestError('The image’s config is not a valid image config document.')
  return parsed.data
}

/** The creation time in UTC, or undefined where the config has none (or the zero time that some builders write). */
export function createdTime(config: ImageConfig): string | undefined {
  if (!config.created) return undefined
  const time = new Date(config.created)
  if (Number.isNaN(time.getTime()) || time.getUTCFullYear() <= 1) return undefined
  return time.toISOString().replace('.000Z', 'Z')
}
