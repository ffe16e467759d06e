import { isCompletePlatform, normalizePlatform, type Platform } from '@/lib/oci/platform'

/** What is said about one image's platform, by whom. */
export interface PlatformClaims {
  source: string
  digest: string
  /** The source's tag, where it has one and gives this image alone. */
  tag?: string
  /** What the person set. */
  override?: string
  /** Why the person set it. */
  reason?: string
  /** What the index says. */
  entry?: Partial<Platform>
  /** What the image's config says. */
  config?: Partial<Platform>
  /** Why the config could not be read. */
  configProblem?: string
  /** How to set the platform of this image, as the start of a sentence: “Set its platform …”. */
  remedy: string
}

export const isBareArm = (platform: Partial<Platform> | undefined): boolean =>
  platform?.architecture?.toLowerCase() === 'arm' && !platform.variant

export const spellPlatform = ({ os, architecture, variant }: Platform) =>
  [os, architecture, ...(variant ? [variant] : [])].join('/')

/**
 * The names to write: canonical and lower-case, never `amd64/v1`; `arm64` or `arm64/v8` stays as the image had it, because
 * clients that compare text know both. A bare `arm` stays bare and is asked about.
 */
export function writtenPlatform(stated: Platform): Platform {
  const { variant, ...platform } = normalizePlatform(stated)
  if (isBareArm(stated)) return platform
  const isArm64V8 = platform.architecture === 'arm64' && variant === undefined && Boolean(stated.variant)
  const written = isArm64V8 ? 'v8' : variant
  return { ...platform, ...(written ? { variant: written } : {}) }
}

/** Whether it says something else. The config may leave the variant out; then it does not disagree about it. */
export function statesOther(stated: Partial<Platform>, platform: Platform): boolean {
  const ours = normalizePlatform(platform)
  const theirs = normalizePlatform({ ...stated, os: stated.os ?? '', architecture: stated.architecture ?? '' })
  const statesVariant = Boolean(stated.variant) || /^arm(hf|el)$/i.test(stated.architecture ?? '')
  const [ourVersion, theirVersion] = [ours['os.version'], theirs['os.version']]
  return (
    (theirs.os !== '' && theirs.os !== ours.os) ||
    (theirs.architecture !== '' && theirs.architecture !== ours.architecture) ||
    (statesVariant && theirs.variant !== ours.variant) ||
    (ourVersion !== undefined && theirVersion !== undefined && ourVersion !== theirVersion)
  )
}

export const fillPlatform = (config: Partial<Platform>): Platform => ({
  ...config,
  os: config.os || 'unknown',
  architecture: config.architecture || 'unknown',
})

/** What an image is for by its index, else by its config; undefined when neither says it wholly. */
export function statedPlatform({ entry, config }: PlatformClaims): Platform | undefined {
  if (!isCompletePlatform(entry)) return isCompletePlatform(config) ? pick(config) : undefined
  const isFilled = isBareArm(entry) && config?.architecture?.toLowerCase() === 'arm' && config.variant
  return isFilled ? { ...pick(entry), variant: config.variant } : pick(entry)
}

function pick({ os, architecture, variant, ...rest }: Platform): Platform {
  const { 'os.version': version, 'os.features': features } = rest
  return {
    architecture,
    os,
    ...(version ? { 'os.version': version } : {}),
    ...(features && features.length > 0 ? { 'os.features': features } : {}),
    ...(variant ? { variant } : {}),
  }
}
