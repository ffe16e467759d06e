import { formatPlatform, normalizePlatform, type Platform, parsePlatform, platformKey } from '@/lib/oci/platform'
import type { FoundEntry } from './expand-source'
import { type Problem, problem } from './problem'

export interface NamedImage {
  found: FoundEntry
  /** As stated by its index or config, or as the person set it. */
  platforms: Platform[]
}

/** `windows/amd64` asks for every version of Windows, and no written platform shows features: what is not said is not asked for. */
function isAsked(asked: Platform, platform: Platform): boolean {
  const unsaid = normalizePlatform(platform)
  if (asked['os.version'] === undefined) delete unsaid['os.version']
  if (asked['os.features'] === undefined) delete unsaid['os.features']
  return platformKey(asked) === platformKey(unsaid)
}

/** The images of a source that `only` names, in the source's order; a name that fits none is a problem. */
export function selectImages(
  source: string,
  images: NamedImage[],
  only: string[],
): { images: FoundEntry[]; problems: Problem[] } {
  const asked = only.map((text) => ({ text, platform: parsePlatform(text) }))
  const isFitting = (platform: Platform | undefined, image: NamedImage) =>
    platform !== undefined && image.platforms.some((stated) => isAsked(platform, stated))
  const has = images.map(({ platforms: [stated] }) => (stated ? formatPlatform(stated) : 'unknown')).join(', ')
  const absent = asked.filter(({ platform }) => !images.some((image) => isFitting(platform, image)))
  return {
    images: images
      .filter((image) => asked.some(({ platform }) => isFitting(platform, image)))
      .map(({ found }) => found),
    problems: absent.map(({ text }) =>
      problem('ONLY_UNKNOWN', `${source} has no image for ${text}; it has ${has || 'none'}. Choose one that it has.`, {
        source,
        platform: text,
      }),
    ),
  }
}
